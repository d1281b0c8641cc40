"""What Numba does a million times while it compiles the month, and does not have to do so.

What is compiled is the same. All that Python does while it compiles is five eighths of the time,
and this was the largest part of it that no kernel can help:

    whether two sets of flags are equal    each reads twenty-eight properties, for each template of
                                           each operator
    which variables a statement names      a list made of lists, for each word of each statement
    how long each call of LLVM took        two events for each of tens of thousands of calls
    what nobody reads                      every variable with its type, in words; sums of arrays
                                           that kernels do not make
    whether there is garbage               what compiling makes is looked through again and again
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from llvmlite.binding import ffi
from numba.core import compiler_machinery, ir, targetconfig
from numba.core.typed_passes import AnnotateTypes, NopythonRewrites

PLAIN = {str, int, float, bool, type(None), ir.Loc}  # what names no variable

LEFT_OUT = (AnnotateTypes, NopythonRewrites)  # passes of which no kernel has any use

_equal = targetconfig.TargetConfig.__eq__


def equal(self: Any, other: Any) -> Any:
    """Whether two sets of flags say the same: only what was set in either can be unlike."""
    if type(self) is not type(other):
        return _equal(self, other)
    mine, others = self._values, other._values
    if self is other or mine == others:
        return True
    return all(getattr(self, name) == getattr(other, name) for name in mine.keys() | others.keys())


def hashed(self: Any) -> int:
    """The hash of a set of flags, which Numba takes of the names of its options alone."""
    return hash(type(self))


def variables(self: Any, value: Any) -> list[Any]:
    """The variables that a value names, in order."""
    found: list[Any] = []
    _gather(value, found)
    return found


def _gather(value: Any, found: list[Any]) -> None:
    if type(value) in PLAIN:
        return
    if isinstance(value, ir.Var):
        found.append(value)
    elif isinstance(value, ir.Inst):
        found.extend(value.list_vars())
    elif isinstance(value, list | tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            _gather(one, found)


def needed(usual: Any) -> Any:
    """A pipeline of Numba's without the passes of which no kernel has any use."""
    found = compiler_machinery.PassManager(usual.pipeline_name)
    for one, says in usual.passes:
        if one not in LEFT_OUT:
            found.add_pass(one, says)
    found.finalize()
    return found


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Nobody looks for garbage meanwhile: it took a twentieth to a seventh of the time."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def quickly() -> None:
    """Let Numba do so from now on."""
    for entered, left in [*ffi.lib._lock._cblist]:
        ffi.unregister_lock_callback(entered, left)
    flags: Any = targetconfig.TargetConfig
    flags.__eq__, flags.__hash__ = equal, hashed
    instruction: Any = ir.Inst
    instruction._rec_list_vars = variables
