"""What Numba does a million times while it compiles the month, and does not have to do so.

What is compiled is the same. All that Python does while it compiles is five eighths of the time,
and this was the largest part of it that no kernel can help:

    whether two sets of flags are equal    each reads twenty-eight properties, for each template of
                                           each operator
    which variables a statement names      a list made of lists, for each word of each statement
    what an operator gives                 each of its templates is tried, with words made up of
                                           why it does not fit, as often as it stands anywhere
    a function put in its caller's place   read for this place alone, and copied twice all the same
    how long each call of LLVM took        two events for each of tens of thousands of calls
    what nobody reads                      every variable with its type, in words; sums of arrays
                                           that kernels do not make
    whether there is garbage               what compiling makes is looked through again and again
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from llvmlite.binding import ffi
from numba.core import compiler_machinery, inline_closurecall, ir, targetconfig
from numba.core.typed_passes import AnnotateTypes, NopythonRewrites
from numba.core.types.functions import BaseFunction

PLAIN = {str, int, float, bool, type(None), ir.Loc}  # what names no variable

LEFT_OUT = (AnnotateTypes, NopythonRewrites)  # passes of which no kernel has any use

_equal = targetconfig.TargetConfig.__eq__
_asked = BaseFunction.get_call_type
_given: dict[Any, Any] = {}  # what functions of Numba's own give, by all that this hangs on


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
    _gather((value,), found)
    return found


def _gather(values: Any, found: list[Any]) -> None:
    for one in values:
        kind = type(one)
        if kind in PLAIN:
            continue
        if kind is ir.Var:
            found.append(one)
        elif isinstance(one, ir.Inst):
            found.extend(one.list_vars())
        elif isinstance(one, list | tuple | dict):
            _gather(one.values() if isinstance(one, dict) else one, found)


def call_type(self: Any, context: Any, args: Any, named: Any) -> Any:
    """The signature of a function of Numba's for these types, found once for the same flags."""
    flags = targetconfig.ConfigStack.top_or_none()
    set_so = tuple(sorted((k, repr(v)) for k, v in flags._values.items())) if flags else ()
    key = (self, context, args, tuple(sorted(named.items())), set_so)
    if key not in _given:
        found = _asked(self, context, args, named)
        _given[key] = found, self._impl_keys.get(found.args) if found is not None else None
    found, made_by = _given[key]
    if found is not None:
        self._impl_keys[found.args] = made_by
    return found


def inline_function(
    self: Any, caller: Any, block: Any, at: int, function: Any, types: Any = None
) -> Any:
    """Put a function in the place of its call, as it was read for that: nobody else has it."""
    read = self.run_untyped_passes(function)
    names = function.__code__.co_freevars
    within: Any = inline_closurecall
    copies, within.copy = within.copy, SimpleNamespace(deepcopy=as_it_is)
    try:
        return self.inline_ir(caller, block, at, read, names, arg_typs=types)
    finally:
        within.copy = copies


def as_it_is(one: Any) -> Any:
    """In place of a copy."""
    return one


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
    asked: Any = BaseFunction
    asked.get_call_type = call_type
    inlining: Any = inline_closurecall.InlineWorker
    inlining.inline_function = inline_function
