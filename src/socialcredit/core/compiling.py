"""Two questions that Numba asks itself a million times while it compiles the month, asked quickly.

The answers are the same. All that Python does while it compiles is five eighths of the time, and
these two were the largest part of it that no kernel can help:

    whether two sets of flags are equal    each reads twenty-eight properties, for each template of
                                           each operator; nearly always they say the same
    which variables a statement names      a list made of lists, for each word of each statement

On one thread all kernels took 65.7 s of CPU before and 62.7 s after (`everything_on` of
`benchmarks/behaviour.py`, 5,000 people).
"""

from typing import Any

from numba.core import ir, targetconfig

PLAIN = {str, int, float, bool, type(None), ir.Loc}  # what names no variable

_equal = targetconfig.TargetConfig.__eq__


def equal(self: Any, other: Any) -> Any:
    """Whether two sets of flags say the same: those that were set alike, without a look at all."""
    if self is other or (type(self) is type(other) and self._values == other._values):
        return True
    return _equal(self, other)


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


def quickly() -> None:
    """Let Numba ask so from now on."""
    flags: Any = targetconfig.TargetConfig
    flags.__eq__, flags.__hash__ = equal, hashed
    instruction: Any = ir.Inst
    instruction._rec_list_vars = variables
