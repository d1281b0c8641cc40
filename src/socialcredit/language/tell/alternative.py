"""Schemes and alternatives as text: shown, and held against one another."""

from __future__ import annotations

from socialcredit.milder import DOES, Alternative, Change
from socialcredit.phrases import PHRASES, named_rules, names_in, sentence
from socialcredit.provenance import Rule
from socialcredit.rules import Scheme
from socialcredit.showing import section, show_text
from socialcredit.starting import new_scheme
from socialcredit.wording import Names, joined, wrapped

__all__ = ["alternative_text", "diff_text", "new_scheme", "show_text"]


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


def diff_text(a: Scheme, b: Scheme) -> str:
    """Return which rules differ between two schemes; equal rules are only counted."""
    lines = [f"{a.scheme} (-) against {b.scheme} (+)", ""]
    equal, ours_called, theirs_called = 0, names_in(a), names_in(b)
    for block, (title, _) in PHRASES.items():
        ours, theirs = named_rules(a, block), named_rules(b, block)
        body = []
        for name in [*ours, *(name for name in theirs if name not in ours)]:
            before = [_dated(block, rule, ours_called) for rule in ours.get(name, [])]
            after = [_dated(block, rule, theirs_called) for rule in theirs.get(name, [])]
            if before == after:
                equal += len(before)
                continue
            for mark, those, others in (("- ", before, after), ("+ ", after, before)):
                new = [line for line in those if line not in others]
                body += [row for line in new for row in wrapped(line, mark, "  ")]
        if body:
            lines += section(title, body)
    if len(lines) == 2:
        lines.append("No rule differs.")
    lines.append(f"Rules that are the same in both: {equal}.")
    return "\n".join(lines)


def _dated(block: str, rule: Rule, names: Names) -> str:
    until = f" until {rule.until}" if rule.until else ""
    return f"{sentence(block, rule, names)} (from {rule.since}{until})"
