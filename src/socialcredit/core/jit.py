"""The one way a kernel is compiled: no GIL, cached on disk, and never stale.

Numba's disk cache does not notice that a called function in another file has changed, nor that the
fields of a tuple have changed places. The cache folder is therefore keyed by a hash of every file
that a kernel can reach: change one line there and every kernel is compiled afresh; a change to a
report or a message costs nothing. The cache is our own (`kernel_cache.py`), so that where Numba
keeps other people's functions is left as it is, and damage is noticed.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

import numba
from llvmlite import ir
from numba import types
from numba.core.imputils import impl_ret_borrowed
from numba.core.typeconv import Conversion
from numba.core.typeconv.rules import default_type_manager
from numba.extending import lower_getattr_generic

from socialcredit.core.by_address import Handed
from socialcredit.core.compiling import nothing_collected, quickly
from socialcredit.core.indexing import from_the_first_alone
from socialcredit.core.kernel_cache import PACKAGE, SUFFIX, KernelCache, opened
from socialcredit.core.linked import ApartCompiler, Compiler, DoorCompiler, LinkedCompiler

quickly()
from_the_first_alone()

ROOMS = ("core", "stages", "month")  # where kernels stand
# Files of these rooms that no kernel reaches. A new file counts as reached until it stands here;
# tests/core/test_kernel_sources.py follows every name from every kernel and holds the table to it.
NOT_REACHED = frozenset(
    f"{name}.py"
    for name in (
        "core/__init__", "core/ages", "core/calendar", "core/errors", "core/kept",
        "core/kernel_cache", "core/locks", "core/places", "core/populations",
        "core/passage", "core/progress", "core/retelling", "core/archive", "core/crate",
        "core/run_files", "core/run_layout", "core/student", "core/table", "core/text",
        "month/__init__", "month/plan", "stages/__init__", "stages/consequences/__init__",
        "stages/lending/__init__", "stages/lending/thresholds", "stages/lists/__init__",
        "stages/observation/__init__",
        "stages/records/__init__", "stages/response/__init__", "stages/scheme/__init__",
        "stages/society/__init__",
    )
)  # fmt: skip


def kernel_sources() -> list[Path]:
    """The files that kernels can reach: functions, constants and the tuples they are handed."""
    files = [path for room in ROOMS for path in (PACKAGE / room).rglob("*.py")]
    return sorted(p for p in files if p.relative_to(PACKAGE).as_posix() not in NOT_REACHED)


def source_hash() -> str:
    """Hash of everything that a kernel is made of, sixteen hex digits."""
    digest = hashlib.sha256()
    for path in kernel_sources():
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


# None: there is no place at all, and kernels are compiled for each process.
CACHE = opened(source_hash())


def kernel(function: Callable[..., Any]) -> Any:
    """Compile a plain function that allocates nothing; arrays belong to whoever calls it.

    Numba counts references to every array of every tuple passed, atomically, at each call: some
    hundred nanoseconds for ours. Kernels never own an array, so the counting is switched off
    (`_nrt=False`): committing a day's deeds fell from 12 to 2 nanoseconds a resident. With
    NUMBA_DISABLE_JIT=1 the function stays the plain function (the oracle).
    """
    return compiled(function, _nrt=False)


def inner(function: Callable[..., Any]) -> Any:
    """A kernel that only kernels call: linked into whoever calls it, see `core.linked`."""
    return compiled(function, _nrt=False, no_cpython_wrapper=True, pipeline_class=LinkedCompiler)


def inlined(function: Callable[..., Any]) -> Any:
    """Like `inner`, and always merged into its caller: for what every deed or record asks."""
    return compiled(
        function,
        _nrt=False,
        forceinline=True,
        no_cpython_wrapper=True,
        pipeline_class=LinkedCompiler,
    )


def merged(function: Callable[..., Any]) -> Any:
    """Like `inlined`, and callable from Python too: for what tests ask directly."""
    return compiled(function, _nrt=False, forceinline=True)


def unfolded(function: Callable[..., Any]) -> Any:
    """Like `inlined`, but put in its one caller's place before anything is compiled."""
    return compiled(function, _nrt=False, no_cpython_wrapper=True, inline="always")


def apart(function: Callable[..., Any]) -> Any:
    """A large part of the month that kernels call, with machine code of its own.

    Merged into one, the parts of a month took LLVM three minutes. A call costs some ten
    nanoseconds, and what is looked at of a tuple is loaded anew.
    """
    return compiled(function, _nrt=False, no_cpython_wrapper=True, pipeline_class=ApartCompiler)


def door(function: Callable[..., Any]) -> Any:
    """Like `kernel`, for one that Python hands some three hundred arrays in tuples.

    Taken apart into words and counted, as Numba does it, they took five seconds to compile. It is
    compiled once, for the types of the first call; a call with others is an error.
    """
    found = compiled(function, _nrt=False, pipeline_class=DoorCompiler)

    made: dict[tuple[Any, ...], Any] = {}
    turn = Lock()

    def opened_by(*given: Any) -> Any:
        kinds = tuple(map(kind_at_a_door, given))
        with turn:  # several threads may come before it is there
            if not made:
                with nothing_collected():
                    made[kinds] = found.compile(kinds)
                found.disable_compile()  # while more may be, Numba asks for types that are equal
        return made[kinds]

    if found is not function:
        found._compile_for_args = found.opened = opened_by
    return found


def kind_at_a_door(given: Any) -> Any:
    """The type as which something of Python's comes in, which Numba from now on knows to fit."""
    plain = numba.typeof(given)
    kind = handed(plain, by_address=True)
    if kind is not plain:
        default_type_manager.set_compatible(plain, kind, Conversion.safe)
    return kind


def allocating(function: Callable[..., Any]) -> Any:
    """Like `kernel`, for the few functions that make arrays of their own."""
    return compiled(function)


def compiled(function: Callable[..., Any], **options: Any) -> Any:
    """The function compiled once for each set of types, not once more for every constant passed."""
    njit: Any = numba.njit  # its stubs lack half of the options
    options = {"pipeline_class": Compiler} | options
    by_address = options["pipeline_class"] is ApartCompiler
    found = njit(nogil=True, no_cfunc_wrapper=True, **options)(function)
    if found is not function:
        if CACHE is not None:
            found._cache = KernelCache(CACHE, function)
        plain = found.get_call_template
        found.get_call_template = lambda given, named: plain(
            tuple(handed(kind, by_address) for kind in given),
            {name: handed(kind, by_address) for name, kind in named.items()},
        )
    return found


def handed(kind: Any, by_address: bool) -> Any:
    """The type as which a kernel is handed an argument."""
    kind = types.unliteral(kind)
    return Handed(kind) if by_address and isinstance(kind, types.BaseNamedTuple) else kind


@lower_getattr_generic(types.NamedTuple)
@lower_getattr_generic(types.NamedUniTuple)
def one_field(context: Any, builder: Any, kind: Any, value: Any, name: str) -> Any:
    """Load one field of a tuple from where the tuple lies, not the whole tuple to pick it from.

    The tuples that kernels pass on hold some five hundred words, and LLVM takes each such load
    apart word by word: for the month that was four seconds of twelve.
    """
    at = kind.fields.index(name)
    before = builder.block.instructions
    if before and before[-1] is value and isinstance(value, ir.LoadInstr):
        builder.remove(value)
        zero, place = (ir.Constant(ir.IntType(32), n) for n in (0, at))
        field = builder.load(builder.gep(value.operands[0], [zero, place]))
    else:
        field = builder.extract_value(value, at)
    return impl_ret_borrowed(context, builder, kind[at], field)


def compiled_before() -> bool:
    """Whether the month's kernel, which calls most others, is on disk for exactly these sources."""
    return CACHE is not None and any(CACHE.glob(f"community.*{SUFFIX}"))
