"""Kernels that only some runs need: called at an address, and compiled once the rules of a run ask.

Most runs are of residents: no inspector goes round, no premises close, nothing is forged. Called by
name, what happens then is compiled with the month that calls it, a third of a first compilation.
So the month is handed addresses (`Here.parts`), and calls what lies there. Before a month
is lived, what its tables ask for is compiled or read from disk (`ready`); what nobody asks for has
no address, and a kernel that calls it all the same raises an error.
"""

from collections.abc import Callable
from threading import Lock
from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba.core import cgutils, types, typing
from numba.core.imputils import impl_ret_borrowed
from numba.core.typing.templates import AbstractTemplate, infer_global
from numba.extending import lower_builtin

from socialcredit.core.by_address import Handed, inside, taken_from
from socialcredit.core.compiling import nothing_collected
from socialcredit.core.jit import apart, handed

PARTS = (
    "month.ending.end_faults",
    "month.ending.expect_without",
    "month.ending.show_signs",
    "month.hearing.hear_of_others",
    "month.consequences.keep_back",
    "month.consequences.stop_deeds",
    "month.keeping_quiet.lie",
    "month.passing_on.mark_crossing",
    "month.periods.turn_period",
    "month.premises.turn_over",
    "month.signs.hide_signs",
    "month.signs.what_hangs",
    "month.visiting.go_round",
    "month.visiting.plan_rounds",
)
"""All of them, in the order of their addresses: the same in every process, whatever it imports."""

Asked = Callable[[Any], bool]
_known: dict[str, "OnCall"] = {}
_turn = Lock()


class OnCall:
    """A kernel on call.

    asked  whether the tables of a month, `month.tables.MonthTables`, ask for it
    kinds  the types it is called with, once a kernel that calls it is compiled or was read
    """

    def __init__(self, function: Callable[..., Any], gives: Any, asked: Asked) -> None:
        name = f"{function.__module__.removeprefix('socialcredit.')}.{function.__qualname__}"
        self.number, self.told = PARTS.index(name), (function.__module__, function.__qualname__)
        self.kernel, self.gives, self.asked = apart(function), gives, asked
        self.kinds: tuple[Any, ...] | None = None
        _known[name] = self

    def compile(self, kinds: tuple[Any, ...]) -> None:
        """Remember the types it is called with; nothing is compiled yet."""
        if self.kinds not in (None, kinds):
            raise TypeError(f"{self.told[1]} is called with other types elsewhere")
        self.kinds = kinds

    @property
    def address(self) -> int:
        """Where it lies, compiled now if it was not."""
        if self.kinds is None:
            raise RuntimeError(f"no kernel that was compiled calls {self.told[1]}")
        if self.kinds not in self.kernel.overloads:
            with nothing_collected():
                self.kernel.compile(self.kinds)
        made = self.kernel.overloads[self.kinds]
        if made.signature.return_type != self.gives:
            raise TypeError(f"{self.told[1]} gives {made.signature.return_type}")
        return int(made.library.address_of(made.fndesc.llvm_func_name))


def on_call(asked: Asked, gives: str = "none") -> Callable[[Any], Any]:
    """Compile a large part of the month where its tables ask for it, and call it at its address.

    gives  the name of the type of what it returns
    Like `jit.apart` otherwise; `Here` is its first argument, and no other of these calls it. It
    stays the plain function that it is, which is called where the compiler is off.
    """

    def made(function: Any) -> Any:
        if numba.config.DISABLE_JIT:  # type: ignore[attr-defined]
            return function
        part = OnCall(function, getattr(types, gives), asked)
        function.compile = part.compile  # `Ours.brought_back` asks so of all that a kernel needs

        class Typed(AbstractTemplate):  # type: ignore[misc]
            key = function

            def generic(self, given: Any, _named: Any) -> Any:
                return typing.signature(part.gives, *(handed(kind, True) for kind in given))

        infer_global(function, types.Function(Typed))

        @lower_builtin(function, types.VarArg(types.Any))
        def called(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            part.compile(signature.args)
            context.active_code_library.needs[(*part.told, signature.args)] = None
            return call(context, builder, signature, given, part)

        return function

    return made


def call(context: Any, builder: Any, signature: Any, given: Any, part: OnCall) -> Any:
    """Call what lies at the address of a part; an error where there is none."""
    here: Handed = signature.args[0]
    at = here.plain.fields.index("parts")
    array = here.plain[at]
    word = taken_from(builder, inside(builder, given[0], at), context.get_value_type(array))
    data = context.make_array(array)(context, builder, word).data
    address = builder.load(builder.gep(data, [ir.Constant(ir.IntType(64), part.number)]))
    with cgutils.if_unlikely(builder, cgutils.is_null(builder, address)):
        context.call_conv.return_user_exc(
            builder, RuntimeError, (f"nothing asked for {part.told[1]}, which is called",)
        )
    convention = context.call_conv
    kind = convention.get_function_type(signature.return_type, signature.args)
    function = builder.inttoptr(address, kind.as_pointer())
    status, found = convention.call_function(
        builder, function, signature.return_type, signature.args, given
    )
    with cgutils.if_unlikely(builder, status.is_error):
        convention.return_status_propagate(builder, status)
    return impl_ret_borrowed(context, builder, signature.return_type, found)


def ready(door: Any, given: tuple[Any, ...], tables: Any, parts: np.ndarray) -> None:
    """Before a door is called: the addresses of what the tables of a month ask for.

    given  what it is called with    parts  uint64 (PARTS,), written
    """
    if not _known:  # the compiler is off
        return
    there = parts.tolist()
    missing = [one for one in _known.values() if not there[one.number] and one.asked(tables)]
    if not missing:
        return
    with _turn:
        door.opened(*given)
        for one in missing:
            parts[one.number] = one.address
