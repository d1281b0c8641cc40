"""An alternative as text: what it stands for and what it changes."""

from __future__ import annotations

from typing import Any

from socialcredit.core.text import joined, wrapped
from socialcredit.language.model.alternative import DOES, Alternative, Change, Laid
from socialcredit.language.tell.scheme import section


def alternative_text(alternative: Alternative) -> str:
    """Return what an alternative stands for, what it changes and what it rests on."""
    lines = [alternative.title, "=" * len(alternative.title), ""]
    lines += [*wrapped(" ".join(alternative.stands_for)), ""]
    changes = [line for each in alternative.changes for line in wrapped(_change(each), "- ", "  ")]
    lines += section("What it changes in any scheme", changes)
    if alternative.limits:
        told = [line for text in alternative.limits for line in wrapped(text, "- ", "  ")]
        lines += section("Where it stops", told)
    rests = alternative.sources.get(alternative.source)
    said = f"{rests.title}. {rests.where} " if rests else ""
    lines += section("What it rests on", wrapped(f"{said}({alternative.evidence})"))
    return "\n".join(lines).rstrip()


def alternative_fields(alternative: Alternative) -> dict[str, Any]:
    """Everything that the text says, for a machine to read: each change with its sentence."""
    told = alternative.model_dump(mode="json", by_alias=True, exclude_none=True)
    changes = zip(alternative.changes, told["changes"], strict=True)
    return {**told, "changes": [{"says": _change(one), **change} for one, change in changes]}


def _change(change: Change) -> str:
    """A change in words close to those of its file."""
    picked = change.where.model_dump(exclude_none=True)
    where = ", ".join(f"{name} {_value(said)}" for name, said in picked.items())
    does = next(name for name in DOES if getattr(change, name) is not None)
    value = change.model_dump(mode="json", by_alias=True)[does]
    part = f"{change.part} ({where})" if where else change.part
    return f"{part}: {does.replace('_', ' ')} {_value(value)}"


def _value(value: object) -> str:
    """A value as a file writes it."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {_value(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return joined(_value(item) for item in value) or "none"
    words = {True: "yes", False: "no", None: "none"}
    return words.get(value, str(value)) if isinstance(value, bool | None) else str(value)


NOUNS = {
    "entries": ("entry", "entries"), "lists": ("list", "lists"),
    "publication": ("publication", "publications"),
    "consequences": ("consequence", "consequences"), "bureau": ("shared bureau", "shared bureaus"),
    "grades": ("table of grades", "tables of grades"), "procedure": ("procedure", "procedures"),
}  # fmt: skip


def laid_sentence(laid: Laid) -> str:
    """What an alternative drops, changes and adds in a scheme, or that it finds nothing there."""
    parts: dict[str, list[str]] = {"drops": [], "changes": [], "adds": []}
    for block, noun in NOUNS.items():
        moved = laid.moved.get(block)
        for verb, told in parts.items():
            many = getattr(moved, verb) if moved else 0
            if moved and many:
                of = f" of {moved.out_of}" if verb != "adds" and many < moved.out_of else ""
                told.append(f"{many}{of} {noun[many != 1 or bool(of)]}")
    if laid.sensors:
        parts["changes"].append("how the sources look")
    if laid.rounds:
        parts["changes"].append("whom inspectors visit")
    if laid.lending:
        parts["changes"].append("the files that lenders keep themselves")
    does = [f"{verb} {joined(items)}" for verb, items in parts.items() if items]
    if laid.ends:
        does.append(f"ends it on {laid.ends}")
    title = laid.title[:1].lower() + laid.title[1:]
    if does:
        return f"Laid over it is `{laid.alternative}` ({title}); it {joined(does)}."
    why = f" {laid.idle}" if laid.idle else ""
    return f"`{laid.alternative}` ({title}) finds nothing to change here.{why}"
