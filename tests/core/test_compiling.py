"""What Numba asks itself while it compiles, asked quickly: the answers are those it would give."""

import gc
import operator

import numba
import numpy as np
import pytest
from numba import types
from numba.core import ir, targetconfig, typing
from numba.core.compiler import CompilerBase, DefaultPassBuilder, Flags
from numba.core.registry import cpu_target

from socialcredit.core import compiling
from socialcredit.core.compiling import equal, needed, nothing_collected, variables
from socialcredit.core.jit import kernel, unfolded

compiled_only = pytest.mark.skipif(numba.config.DISABLE_JIT, reason="nothing is compiled")

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


@pytest.mark.parametrize("of", [operator.add, operator.getitem, operator.lt, abs])
def test_an_operator_gives_what_it_gave_for_the_same_flags(monkeypatch, of):
    monkeypatch.setattr(compiling, "_given", {})
    context = cpu_target.typing_context
    context.refresh()
    asked = context.resolve_value_type(of)
    row = types.Array(types.int64, 1, "C")
    given = {abs: (types.int8,), operator.getitem: (row, types.int64)}.get(of, (types.uint8, row))
    with targetconfig.ConfigStack().enter(Flags()):
        plain = compiling._asked(asked, context, given, {})
        first, again = (asked.get_call_type(context, given, {}) for _ in range(2))
    assert isinstance(first, typing.Signature) and first is again
    assert (first.return_type, first.args) == (plain.return_type, plain.args)
    other = Flags()
    other.forceinline = True
    with targetconfig.ConfigStack().enter(other):
        asked.get_call_type(context, given, {})
    assert len(compiling._given) >= 2, "other flags may call for other code"


@unfolded
def put_twice(values, at):
    """A function with names of its own, to be put in two places of one caller."""
    total = 0
    for k in range(at + 1):
        total += values[k]
    return total


@kernel
def calls_twice(values):
    """The sums up to the first and up to the last."""
    total = 100 * put_twice(values, 0)
    return total + put_twice(values, values.shape[0] - 1)


def test_a_function_put_in_two_places_keeps_its_names_apart():
    assert calls_twice(np.array([3, 4, 5])) == 300 + 12


@compiled_only
def test_kernels_leave_out_what_nobody_reads_and_nothing_else():
    class Usual(CompilerBase):
        def define_pipelines(self):
            return [DefaultPassBuilder.define_nopython_pipeline(self.state)]

    flags = Flags()
    flags.nrt = True
    usual = Usual(cpu_target.typing_context, cpu_target.target_context, None, (), None, flags, {})
    (whole,) = usual.define_pipelines()
    names = {one for one, _ in whole.passes}
    assert names - {one for one, _ in needed(whole).passes} == set(compiling.LEFT_OUT)


def test_garbage_is_looked_for_again_whatever_happened_meanwhile():
    with pytest.raises(ZeroDivisionError), nothing_collected():
        assert not gc.isenabled()
        raise ZeroDivisionError
    assert gc.isenabled()
