"""Ask memory for what is needed soon, and do something else until it comes.

A kernel that looks up a row of a large table for each deed waits for it a hundred times as long as
the rest of the deed takes. The processor looks ahead by itself, but only over a few deeds; asked
by name, memory brings some dozen rows at once. Nothing else comes of asking.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic, overload

BYTE, WORD = ir.IntType(8).as_pointer(), ir.IntType(32)
TO_READ, KEPT, DATA = (ir.Constant(WORD, n) for n in (0, 3, 1))  # as llvm.prefetch takes them


def fetch_ahead(array, at):
    """Ask for a place of an array in one piece, counted through all rows; it need not be there."""


@overload(fetch_ahead)
def _fetch_ahead(array, at):
    def asked(array, at):
        _asked(array, at)  # type: ignore[call-arg]

    return asked


@intrinsic  # type: ignore[misc]
def _asked(context: Any, array: Any, at: Any) -> Any:
    """The instruction: no address, wherever it leads, makes it fail."""

    def made(target: Any, builder: Any, signature: Any, given: Any) -> Any:
        whole = target.make_array(signature.args[0])(target, builder, given[0])
        place = builder.bitcast(builder.gep(whole.data, [given[1]]), BYTE)
        kind = ir.FunctionType(ir.VoidType(), [BYTE, WORD, WORD, WORD])
        asked = builder.module.declare_intrinsic("llvm.prefetch", [BYTE], kind)
        builder.call(asked, [place, TO_READ, KEPT, DATA])
        return target.get_dummy_value()

    return types.void(array, at), made
