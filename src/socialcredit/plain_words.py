"""A scheme as text: like an entry in an encyclopedia, or held against another scheme."""

from __future__ import annotations

from collections import Counter
from textwrap import wrap

from socialcredit.milder import DOES, Alternative, Change
from socialcredit.phrases import PHRASES, joined, named_rules, procedure_phrases
from socialcredit.provenance import ASSUMED, EVIDENCE, Rule
from socialcredit.rules import Scheme
from socialcredit.starting import new_scheme
from socialcredit.wording import page_width

__all__ = ["alternative_text", "diff_text", "new_scheme", "show_text"]

STANDING = {
    "primary": "official or legal text read",
    "secondary": "press or study",
    "recalled": "from memory, to be verified",
    "assumed": "our assumption",
}


def show_text(scheme: Scheme) -> str:
    """Return a scheme's rules in plain words, each with its source and how well it is known."""
    numbers = {key: str(number) for number, key in enumerate(scheme.sources, 1)}
    ends = f"to {scheme.ends}" if scheme.ends else "without a known end"
    where = f"{_said(scheme.place)}, from {scheme.starts} {ends}; {_known(scheme)}"
    lines = [scheme.title, "=" * len(scheme.title), *_wrapped(where), ""]
    if scheme.story:
        lines += [*_wrapped(" ".join(scheme.story)), ""]
    for block, (heading, _) in PHRASES.items():
        body = _block_lines(scheme, block, numbers)
        if body:
            lines += _section(heading, body)
    if scheme.departures:
        told = [line for text in scheme.departures for line in _wrapped(text, "- ")]
        lines += _section("Where the simulation departs", told)
    lines += _section("Sources", _source_lines(scheme))
    return "\n".join(lines).rstrip()


def _said(name: str) -> str:
    """A name of an assumption file as words: 'town-governments' is 'town governments'."""
    words = name.replace("-", " ")
    return words[:1].upper() + words[1:]


def _wrapped(text: str, first: str = "", later: str | None = None) -> list[str]:
    """A text in lines that fit a terminal, the later ones indented under the first."""
    indent = " " * len(first) if later is None else later
    # addresses of pages stay whole
    return wrap(
        text, page_width(), initial_indent=first, subsequent_indent=indent,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


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
                lines += [line for text in phrases for line in _wrapped(f"{text}.", "    ")]
            else:
                indent = "- " if place == 0 else "  later: "
                text = f"{PHRASES[block][1](rule)}{dates} {cited}"
                lines += _wrapped(text, indent, "    ")
            if rule.note:
                lines += _wrapped(f"Note: {rule.note}", "    ")
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
        told = f"{source.title}{date}. {source.where} ({source.read}; `{key}`)"
        lines += _wrapped(told, f"[{number}] ", "    ")
    return lines or ["none: everything here is assumed"]


def _known(scheme: Scheme) -> str:
    rules = scheme.rules
    counts = Counter(rule.evidence for rule in rules)
    parts = [
        f"{counts[evidence]} {evidence} ({STANDING[evidence]})"
        for evidence in EVIDENCE
        if counts[evidence]
    ]
    return f"{len(rules)} rules, of them " + ", ".join(parts) + "."


def alternative_text(alternative: Alternative) -> str:
    """Return what an alternative stands for, what it changes and what it rests on."""
    lines = [alternative.title, "=" * len(alternative.title), ""]
    lines += [*_wrapped(" ".join(alternative.stands_for)), ""]
    changes = [line for each in alternative.changes for line in _wrapped(_change(each), "- ")]
    lines += _section("What it changes in any scheme", changes)
    if alternative.limits:
        told = [line for text in alternative.limits for line in _wrapped(text, "- ")]
        lines += _section("Where it stops", told)
    rests = alternative.sources.get(alternative.source)
    said = f"{rests.title}. {rests.where} " if rests else ""
    lines += _section("What it rests on", _wrapped(f"{said}({alternative.evidence})"))
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
            body += [row for line in before if line not in after for row in _wrapped(line, "- ")]
            body += [row for line in after if line not in before for row in _wrapped(line, "+ ")]
        if body:
            lines += _section(heading, body)
    if len(lines) == 2:
        lines.append("No rule differs.")
    lines.append(f"Rules that are the same in both: {equal}.")
    return "\n".join(lines)


def _dated(sentence: str, rule: Rule) -> str:
    until = f" until {rule.until}" if rule.until else ""
    return f"{sentence} (from {rule.since}{until})"
