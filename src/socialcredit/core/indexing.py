"""An index into an array is what it says: no kernel counts from the end.

Python takes -1 for the last, so that Numba asks of every index whether it is below nought, and for
that of every array how long it is: two loads and three steps for each look into a table, in code
that does little else. A common day without them takes seven eighths of the time.

An index below nought, or behind the last, is thus a mistake that nothing notices. Where
NUMBA_BOUNDSCHECK=1 is set while kernels are compiled (into a folder of their own, by
SOCIALCREDIT_CACHE) either is an IndexError; tests/core/test_indexing.py lives every scheme so.
"""

from typing import Any

from numba.core import types
from numba.np import arrayobj

OURS = "socialcredit."

_from_either_end = arrayobj.fix_integer_index


def from_the_first(context: Any, builder: Any, kind: Any, index: Any, size: Any) -> Any:
    """An index of a kernel of ours as a word, as it is; of everybody else's as Numba takes it."""
    described = context.fndesc
    if described is None or not described.modname.startswith(OURS):
        return _from_either_end(context, builder, kind, index, size)
    return context.cast(builder, index, kind, types.intp)


def from_the_first_alone() -> None:
    """Let Numba do so from now on."""
    arrayobj.fix_integer_index = from_the_first
