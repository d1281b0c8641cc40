"""What Numba asks itself while it compiles, asked quickly: the answers are those it would give."""

from numba.core import ir
from numba.core.compiler import Flags

from socialcredit.core.compiling import equal, variables

AT = ir.Loc("nowhere.py", 1)


def named(name):
    return ir.Var(ir.Scope(None, AT), name, AT)


def test_flags_that_say_the_same_are_equal_however_they_came_to():
    one, other, third = Flags(), Flags(), Flags()
    one.nrt = other.nrt = True
    assert equal(one, other) and hash(one) == hash(other)
    third.nrt, third.no_cfunc_wrapper = True, Flags().no_cfunc_wrapper  # set to what it is anyway
    assert one._values != third._values
    assert equal(one, third) and hash(one) == hash(third)


def test_flags_that_differ_in_one_word_are_not_equal():
    one, other = Flags(), Flags()
    one.forceinline = True
    assert not equal(one, other) and one != other
    assert equal(one, "forceinline") is NotImplemented


def test_variables_of_a_statement_are_found_at_any_depth_in_order():
    a, b, c, d = (named(name) for name in "abcd")
    call = ir.Expr.call(a, (b, c), {"by": d}, AT)
    assert [one.name for one in call.list_vars()] == ["a", "b", "c", "d"]
    store = ir.SetItem(a, b, c, AT)
    assert {one.name for one in store.list_vars()} == {"a", "b", "c"}
    assert [v.name for v in variables(call, [(a, "x"), {"k": [b, 3]}, call])] == list("ababcd")
