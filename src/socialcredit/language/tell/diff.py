"""Two schemes side by side in plain words."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from socialcredit.core.retelling import Teller
from socialcredit.core.text import wrapped
from socialcredit.language.model.provenance import Rule, values_of
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.tell.rules import (
    PHRASES,
    named_rules,
    names_in,
    sentence,
    since_text,
    until_text,
)
from socialcredit.language.tell.scheme import section
from socialcredit.language.tell.wording import Names

Tellers = tuple[Teller, Teller]
AS_THEY_ARE: Tellers = (str, str)


class Side(NamedTuple):
    """A rule that only one of two schemes has, or has so: of which, and what it says."""

    of: Literal["a", "b"]
    block: str
    name: str
    line: str
    rule: Rule


def differing(a: Scheme, b: Scheme, says: Tellers = AS_THEY_ARE) -> tuple[list[Side], int]:
    """The rules that differ between two schemes, and how many are the same in both.

    says  how money is told in each; the same number of two currencies is not the same rule
    """
    found: list[Side] = []
    equal, ours_called, theirs_called = 0, names_in(a), names_in(b)
    for block in PHRASES:
        ours, theirs = named_rules(a, block), named_rules(b, block)
        for name in [*ours, *(name for name in theirs if name not in ours)]:
            before, after = (
                {_dated(scheme, block, rule, called, say): rule for rule in rules.get(name, [])}
                for scheme, rules, called, say in (
                    (a, ours, ours_called, says[0]), (b, theirs, theirs_called, says[1]),
                )
            )  # fmt: skip
            if list(before) == list(after):
                equal += len(ours.get(name, []))
                continue
            found += [Side("a", block, name, line, rule)
                      for line, rule in before.items() if line not in after]  # fmt: skip
            found += [Side("b", block, name, line, rule)
                      for line, rule in after.items() if line not in before]  # fmt: skip
    return found, equal


def diff_text(a: Scheme, b: Scheme, says: Tellers = AS_THEY_ARE) -> str:
    """Return which rules differ between two schemes; equal rules are only counted."""
    lines = [f"{a.scheme} (-) against {b.scheme} (+)", ""]
    found, equal = differing(a, b, says)
    for block, (title, _) in PHRASES.items():
        marks = {"a": "- ", "b": "+ "}
        sides = [side for side in found if side.block == block]
        body = [row for side in sides for row in wrapped(side.line, marks[side.of], "  ")]
        if body:
            lines += section(title, body)
    if len(lines) == 2:
        lines.append("No rule differs.")
    lines.append(f"Rules that are the same in both: {equal}.")
    return "\n".join(lines)


def diff_fields(a: Scheme, b: Scheme, says: Tellers = AS_THEY_ARE) -> dict[str, Any]:
    """Everything that the text says, for a machine to read."""
    found, equal = differing(a, b, says)
    return {
        "a": a.scheme,
        "b": b.scheme,
        "differ": [
            {
                "of": side.of, "block": side.block, "name": side.name, "says": side.line,
                "rule": values_of(
                    side.rule.model_dump(mode="json", by_alias=True, exclude_none=True)
                ),
            }
            for side in found
        ],
        "same": equal,
    }  # fmt: skip


def _dated(scheme: Scheme, block: str, rule: Rule, names: Names, say: Teller) -> str:
    until = until_text(block, rule)
    dates = f"from {since_text(scheme, block, rule)}{f' {until}' if until else ''}"
    return say(f"{sentence(block, rule, names)} ({dates})")
