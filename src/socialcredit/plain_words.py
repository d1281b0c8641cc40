"""A scheme as text: like an entry in an encyclopedia, or held against another scheme."""

from __future__ import annotations

from collections import Counter

from socialcredit.phrases import PHRASES, named_rules, procedure_phrases
from socialcredit.provenance import ASSUMED, EVIDENCE, Rule
from socialcredit.rules import Scheme
from socialcredit.starting import new_scheme

__all__ = ["diff_text", "new_scheme", "show_text"]

STANDING = {
    "primary": "official or legal text read",
    "secondary": "press or study",
    "recalled": "from memory, to be verified",
    "assumed": "our assumption",
}


def show_text(scheme: Scheme) -> str:
    """Return a scheme's rules in plain words, each with its source and how well it is known."""
    numbers = {key: str(number) for number, key in enumerate(scheme.sources, 1)}
    period = f"{scheme.starts} to {scheme.ends or 'today'}"
    lines = [scheme.title, "=" * len(scheme.title), f"{scheme.place}, {period}", ""]
    if scheme.story:
        lines += [" ".join(scheme.story), ""]
    for block, (heading, _) in PHRASES.items():
        body = _block_lines(scheme, block, numbers)
        if body:
            lines += _section(heading, body)
    if scheme.departures:
        lines += _section(
            "Where the simulation departs", [f"- {line}" for line in scheme.departures]
        )
    lines += _section("Sources", _source_lines(scheme))
    lines += _section("How well this is known", [_known(scheme)])
    return "\n".join(lines).rstrip()


def _section(heading: str, body: list[str]) -> list[str]:
    return [heading, "-" * len(heading), *body, ""]


def _block_lines(scheme: Scheme, block: str, numbers: dict[str, str]) -> list[str]:
    lines = []
    for versions in named_rules(scheme, block).values():
        for place, rule in enumerate(versions):
            dates = _dates(scheme, rule, alone=len(versions) == 1)
            cited = _cited(rule, numbers)
            if block == "procedure":
                first = "From " + str(rule.since) if len(versions) > 1 else "In force"
                lines.append(f"- {first} {cited}")
                phrases = procedure_phrases(rule)  # type: ignore[arg-type]
                lines += [f"    {line}." for line in phrases]
            else:
                indent = "- " if place == 0 else "  later: "
                lines.append(f"{indent}{PHRASES[block][1](rule)}{dates} {cited}")
            if rule.note:
                lines.append(f"    Note: {rule.note}")
    return lines


def _dates(scheme: Scheme, rule: Rule, alone: bool) -> str:
    since = "" if alone and rule.since <= scheme.starts else f", from {rule.since}"
    return since + (f", until {rule.until}" if rule.until else "")


def _cited(rule: Rule, numbers: dict[str, str]) -> str:
    if rule.source == ASSUMED:
        return "[assumed]"
    return f"[{numbers[rule.source]}, {rule.evidence}]"


def _source_lines(scheme: Scheme) -> list[str]:
    lines = []
    for number, (key, source) in enumerate(scheme.sources.items(), 1):
        date = f", {source.date}" if source.date else ""
        lines.append(f"[{number}] {source.title}{date} ({source.read}; key `{key}`)")
        lines.append(f"    {source.where}")
    return lines or ["none: everything here is assumed"]


def _known(scheme: Scheme) -> str:
    rules = scheme.rules
    counts = Counter(rule.evidence for rule in rules)
    parts = [
        f"{counts[evidence]} {evidence} ({STANDING[evidence]})"
        for evidence in EVIDENCE
        if counts[evidence]
    ]
    return f"Of {len(rules)} rules: " + ", ".join(parts) + "."


def diff_text(a: Scheme, b: Scheme) -> str:
    """Return which rules differ between two schemes; equal rules are only counted."""
    lines = [f"{a.scheme} (-) against {b.scheme} (+)", ""]
    equal = 0
    for block, (heading, phrase) in PHRASES.items():
        ours, theirs = named_rules(a, block), named_rules(b, block)
        body = []
        for name in [*ours, *(name for name in theirs if name not in ours)]:
            before = [_dated(phrase(rule), rule) for rule in ours.get(name, [])]
            after = [_dated(phrase(rule), rule) for rule in theirs.get(name, [])]
            if before == after:
                equal += len(before)
                continue
            body += [f"- {line}" for line in before if line not in after]
            body += [f"+ {line}" for line in after if line not in before]
        if body:
            lines += _section(heading, body)
    if len(lines) == 2:
        lines.append("No rule differs.")
    lines.append(f"Rules that are the same in both: {equal}.")
    return "\n".join(lines)


def _dated(sentence: str, rule: Rule) -> str:
    until = f" until {rule.until}" if rule.until else ""
    return f"{sentence} (from {rule.since}{until})"
