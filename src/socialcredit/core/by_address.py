"""A tuple that a kernel is handed by address, and what is looked at of it.

Numba hands over every array of a tuple as seven words, some two thousand for a month. A kernel
apart (`core.linked`) is handed the address instead, and hands it on; a tuple inside a tuple is at
an address as well. Nobody writes to a tuple, so that a word of it that was loaded once may be kept.
"""

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.datamodel import models
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.extending import (
    NativeValue,
    lower_cast,
    lower_getattr_generic,
    register_model,
    unbox,
)


class Handed(types.Type):
    """A tuple that a kernel was handed by address, and each tuple inside of it."""

    def __init__(self, plain: Any) -> None:
        self.plain = plain
        super().__init__(f"Handed({plain.name})")


@register_model(Handed)
class ByAddress(models.PrimitiveModel):  # type: ignore[misc]
    """Where the tuple lies."""

    def __init__(self, manager: Any, kind: Handed) -> None:
        pointer = manager.lookup(kind.plain).get_value_type().as_pointer()
        super().__init__(manager, kind, pointer)

    def from_argument(self, builder: Any, value: Any) -> Any:
        """The address; all that lies there may be loaded at any time."""
        if isinstance(value, ir.Argument):
            value.attributes.dereferenceable = bytes_of(value.type.pointee)
        return value


def bytes_of(kind: Any) -> int:
    """At least so many bytes has a value of this type."""
    if isinstance(kind, ir.ArrayType):
        return int(kind.count) * bytes_of(kind.element)
    if isinstance(kind, ir.LiteralStructType):
        return sum(map(bytes_of, kind.elements))
    if isinstance(kind, ir.FloatType):
        return 4
    return int(kind.width) // 8 if isinstance(kind, ir.IntType) else 8


@infer_getattr
class FieldOfHanded(AttributeTemplate):  # type: ignore[misc]
    """What a field is: a tuple is at an address as well."""

    key = Handed

    def generic_resolve(self, kind: Any, name: str) -> Any:  # type: ignore[override]
        """The type of a field; None where there is none of that name."""
        if name not in kind.plain.fields:
            return None
        field = kind.plain[kind.plain.fields.index(name)]
        return Handed(field) if isinstance(field, types.BaseNamedTuple) else field


@lower_getattr_generic(Handed)
def field_of(context: Any, builder: Any, kind: Handed, value: Any, name: str) -> Any:
    """Where a tuple inside lies, or a word."""
    at = kind.plain.fields.index(name)
    place = inside(builder, value, at)
    if isinstance(kind.plain[at], types.BaseNamedTuple):
        return place
    return taken_from(builder, place, context.get_value_type(kind.plain[at]))


def inside(builder: Any, place: Any, at: int) -> Any:
    """The address of a part of what lies at an address."""
    zero, nth = (ir.Constant(ir.IntType(32), n) for n in (0, at))
    return builder.gep(place, [zero, nth], inbounds=True)


def taken_from(builder: Any, place: Any, kind: Any) -> Any:
    """What lies at an address, word by word.

    No kernel writes to a tuple that it was handed, nor makes one that it does not hand on to a
    kernel apart: LLVM may load a word once and keep it, whatever is written elsewhere.
    """
    if not isinstance(kind, ir.LiteralStructType | ir.ArrayType):
        word = builder.load(place)
        word.set_metadata("invariant.load", builder.module.add_metadata([]))
        return word
    whole = ir.Constant(kind, ir.Undefined)
    for at in range(len(kind.elements) if hasattr(kind, "elements") else kind.count):
        part = kind.elements[at] if hasattr(kind, "elements") else kind.element
        one = taken_from(builder, inside(builder, place, at), part)
        whole = builder.insert_value(whole, one, at)
    return whole


@lower_cast(types.BaseNamedTuple, Handed)
def put_down(context: Any, builder: Any, before: Any, after: Any, value: Any) -> Any:
    """Put a tuple where it can be handed over from."""
    with builder.goto_entry_block():
        builder.position_at_start(builder.block)
        place = builder.alloca(value.type)
    builder.store(value, place)
    return place


@unbox(Handed)
def from_python(kind: Handed, given: Any, c: Any) -> NativeValue:
    """Put a tuple of Python's where it can be handed over from, array by array.

    Whoever calls holds the tuple while the kernel lives, so that no reference is counted.
    """
    place = cgutils.alloca_once(c.builder, c.context.get_value_type(kind.plain))
    failed = cgutils.alloca_once_value(c.builder, cgutils.false_bit)
    fill(kind.plain, given, place, failed, c)
    return NativeValue(place, is_error=c.builder.load(failed))


def fill(plain: Any, given: Any, place: Any, failed: Any, c: Any) -> None:
    """Fill what lies at an address; `failed` becomes true where something is not what it was."""
    for at, kind in enumerate(plain):
        one, where = c.pyapi.tuple_getitem(given, at), inside(c.builder, place, at)
        if isinstance(kind, types.BaseNamedTuple):
            fill(kind, one, where, failed, c)
            continue
        if isinstance(kind, types.Array):
            words = c.builder.bitcast(where, c.pyapi.voidptr)
            wrong = cgutils.is_not_null(c.builder, c.pyapi.numba_array_adaptor(one, words))
        else:
            found = c.unbox(kind, one)
            c.builder.store(found.value, where)
            wrong = found.is_error
        c.builder.store(c.builder.or_(c.builder.load(failed), wrong), failed)
