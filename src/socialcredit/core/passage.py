"""A second way through a door of kernels (`jit.door`), for who came through it before.

Numba asks everything that a kernel is handed for its type, at every call: some three hundred arrays
in thirty tuples, a twentieth of a small town's year. Most of them are the very tuples of the month
before, whose types cannot have changed; what is new is compared here with what it stands for.
"""

from collections.abc import Callable
from typing import Any

import numpy as np


class Passage:
    """Calls a door straight where all it is handed is of the types of the last call.

    Threads may share one: each looks at the last call as it finds it, whosoever it was.
    """

    def __init__(self, door: Callable[..., Any]) -> None:
        self.door = door
        self._last: tuple[Callable[..., Any] | None, tuple[Any, ...]] = None, ()

    def __call__(self, *given: Any) -> Any:
        """What the door returns; what does not fit is refused as the door itself does."""
        entry, before = self._last
        if entry is not None and alike(given, before):
            found = entry(*given)
        else:
            found = self.door(*given)
            entry = straight(self.door)
        self._last = entry, given
        return found


def straight(door: Any) -> Callable[..., Any]:
    """The one machine code that a door has, or the plain function where the compiler is off."""
    made: Any = getattr(door, "overloads", None)
    return door if made is None else next(iter(made.values())).entry_point  # type: ignore[no-any-return]


def alike(one: Any, before: Any) -> bool:
    """Whether something is surely of the type, to Numba, of what came in its place before.

    Never true of what is not; of an array that does not lie in one piece it may be false.
    """
    if one is before:
        return True
    kind = type(one)
    if kind is not type(before):
        return False
    if issubclass(kind, np.ndarray):
        return bool(
            one.dtype is before.dtype
            and one.ndim == before.ndim
            and one.flags.carray
            and before.flags.carray
        )
    if issubclass(kind, tuple):
        return len(one) == len(before) and all(map(alike, one, before))
    if kind is int:
        return one.bit_length() < 64 and before.bit_length() < 64  # type: ignore[no-any-return]
    return kind is float or kind is bool or issubclass(kind, np.generic)
