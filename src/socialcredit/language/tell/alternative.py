"""An alternative as text: what it stands for and what it changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from socialcredit.core.text import joined, wrapped
from socialcredit.language.model.alternative import DOES, Alternative, Change
from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.scheme import Scheme
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


# The parts that count by themselves; a meter does nothing until an entry uses it.
NOUNS = {
    "entries": ("entry", "entries"), "lists": ("list", "lists"),
    "publication": ("publication", "publications"),
    "consequences": ("consequence", "consequences"), "bureau": ("shared bureau", "shared bureaus"),
    "grades": ("table of grades", "tables of grades"), "procedure": ("procedure", "procedures"),
}  # fmt: skip


def difference(alternative: Alternative, before: Scheme, after: Scheme, beliefs: Beliefs) -> str:
    """Which rules of a scheme an alternative drops, changes and adds, or that it finds nothing.

    beliefs  those of the run before the alternative: whether anybody lends
    """
    parts: dict[str, list[str]] = {"drops": [], "changes": [], "adds": []}
    for block, noun in NOUNS.items():
        old, new = getattr(before, block), getattr(after, block)
        for verb, many in _moved(old, new).items():
            told = f" of {len(old)}" if verb != "adds" and many < len(old) else ""
            parts[verb] += [f"{many}{told} {noun[many != 1 or bool(told)]}"] if many else []
    changed = {change.part for change in alternative.changes}
    if "sensors" in changed:
        parts["changes"].append("how the sources look")
    if "lending" in changed and beliefs.lending.lenders:
        parts["changes"].append("the files that lenders keep themselves")
    does = [f"{verb} {joined(items)}" for verb, items in parts.items() if items]
    if before.ends != after.ends:
        does.append(f"ends it on {after.ends}")
    title = alternative.title[:1].lower() + alternative.title[1:]
    if does:
        return f"Laid over it is `{alternative.alternative}` ({title}); it {joined(does)}."
    why = f" {alternative.idle}" if alternative.idle else ""
    return f"`{alternative.alternative}` ({title}) finds nothing to change here.{why}"


def _moved(before: Sequence[Any], after: Sequence[Any]) -> dict[str, int]:
    """How many rules are gone, differ, and are new; a rule is known by its name and its day."""
    old, new = ({_key(rule): rule for rule in rules} for rules in (before, after))
    return {
        "drops": len(old.keys() - new.keys()),
        "changes": sum(old[key] != new[key] for key in old.keys() & new.keys()),
        "adds": len(new.keys() - old.keys()),
    }


def _key(rule: Any) -> tuple[Any, ...]:
    return getattr(rule, "id", ""), rule.since
