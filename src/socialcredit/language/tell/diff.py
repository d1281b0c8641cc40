"""Two schemes side by side in plain words."""

from __future__ import annotations

from socialcredit.core.text import wrapped
from socialcredit.language.model.provenance import Rule
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


def diff_text(a: Scheme, b: Scheme) -> str:
    """Return which rules differ between two schemes; equal rules are only counted."""
    lines = [f"{a.scheme} (-) against {b.scheme} (+)", ""]
    equal, ours_called, theirs_called = 0, names_in(a), names_in(b)
    for block, (title, _) in PHRASES.items():
        ours, theirs = named_rules(a, block), named_rules(b, block)
        body = []
        for name in [*ours, *(name for name in theirs if name not in ours)]:
            before = [_dated(a, block, rule, ours_called) for rule in ours.get(name, [])]
            after = [_dated(b, block, rule, theirs_called) for rule in theirs.get(name, [])]
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


def _dated(scheme: Scheme, block: str, rule: Rule, names: Names) -> str:
    until = until_text(block, rule)
    dates = f"from {since_text(scheme, block, rule)}{f' {until}' if until else ''}"
    return f"{sentence(block, rule, names)} ({dates})"
