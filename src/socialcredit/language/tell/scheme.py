"""A scheme as text, like an entry in an encyclopedia: its story, its rules, where each is from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from socialcredit.core.calendar import next_first
from socialcredit.core.text import counted, joined, placed, wrapped
from socialcredit.language.model.provenance import ASSUMED, EVIDENCE, Rule, values_of
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.tell.procedure import procedure_phrases
from socialcredit.language.tell.rules import (
    PHRASES,
    named_rules,
    names_in,
    phrase,
    sentence,
    since_text,
    until_text,
)
from socialcredit.language.tell.wording import Names

STANDING = {
    "primary": "official or legal text read",
    "secondary": "press or study",
    "recalled": "from memory, to be verified",
    "assumed": "our assumption",
}
MANY = 3  # rules with one source that name it once, above them
Versions = list[Rule]


def show_text(scheme: Scheme) -> str:
    """Return a scheme's rules in plain words, each with its source and how well it is known."""
    ends = f"to {scheme.ends}" if scheme.ends else "without a known end"
    where = f"{placed(scheme.place)}, from {scheme.starts} {ends}; {_known(scheme)}"
    lines = [scheme.title, "=" * len(scheme.title), *wrapped(where)]
    lines += [*wrapped(_end_sentence(scheme)), ""]
    if scheme.story:
        lines += [*wrapped(" ".join(scheme.story)), ""]
    say = names_in(scheme).say
    for block, (title, _) in PHRASES.items():
        body = list(_Block(scheme, block).lines())
        if body:
            lines += section(say(title), body)
    if scheme.departures:
        told = [line for text in scheme.departures for line in wrapped(text, "- ", "  ")]
        lines += section("Where the simulation departs", told)
    lines += section("Sources", _source_lines(scheme))
    return "\n".join(lines).rstrip()


def _end_sentence(scheme: Scheme) -> str:
    """What ends when: entries and lists on the day, all that is settled by the month after it."""
    if scheme.ends is None:
        return ""
    after = scheme.ends + timedelta(days=1)
    first = after if after.day == 1 else next_first(after)
    return (
        f"Entries and lists end with {scheme.ends}; grades, records on file and doors on {first}."
    )


def show_fields(scheme: Scheme) -> dict[str, Any]:
    """Everything that `show_text` says, for a machine to read: each rule with its sentence."""
    names = names_in(scheme)
    told = scheme.model_dump(mode="json", by_alias=True, exclude_none=True)
    about = ("scheme", "title", "place", "starts", "ends", "story", "departures", "sources")
    return {
        **{key: told.get(key) for key in about},
        "standing": STANDING,
        "rules": [
            {
                "block": block,
                "section": names.say(title),
                "name": name,
                **rule_fields(scheme, block, rule, names),
            }
            for block, (title, _) in PHRASES.items()
            for name, versions in named_rules(scheme, block).items()
            for rule in versions
        ],
    }


def rule_fields(scheme: Scheme, block: str, rule: Rule, names: Names) -> dict[str, Any]:
    """A rule as its file has it, and as it reads in plain words."""
    return {
        "says": sentence(block, rule, names),
        "holds": since_text(scheme, block, rule),
        "ends": until_text(block, rule),
        "rule": values_of(rule.model_dump(mode="json", by_alias=True, exclude_none=True)),
    }


def section(title: str, body: list[str]) -> list[str]:
    """A heading, the line under it, and what it heads."""
    return [title, "-" * len(title), *body, ""]


def grouped(scheme: Scheme, block: str, names: Names) -> list[list[Versions]]:
    """Rules of a block, each with its versions; neighbours that differ in name alone together."""
    groups: list[list[Versions]] = []
    last = None
    for versions in named_rules(scheme, block).values():
        said = [phrase(block, rule, names) for rule in versions]
        says = [
            (told, rule.since, rule.until, rule.source, rule.evidence, rule.note)
            for (_, told), rule in zip(said, versions, strict=True)
        ]
        if groups and says == last and all(title for title, _ in said):
            groups[-1].append(versions)
        else:
            groups.append([versions])
        last = says
    return groups


class _Block:
    """One section of an entry: rules of one kind, and the notes that several of them share."""

    def __init__(self, scheme: Scheme, block: str) -> None:
        self.scheme, self.block, self.names = scheme, block, names_in(scheme)
        self.numbers = {key: str(number) for number, key in enumerate(scheme.sources, 1)}
        self.groups = grouped(scheme, block, self.names)
        rules = [rule for group in self.groups for rule in group[0]]
        notes = Counter(rule.note for rule in rules if rule.note)
        shared = [note for note, times in notes.items() if times > 1]
        self.letters = {note: chr(ord("a") + place) for place, note in enumerate(shared)}
        cited = {self._source(rule) for rule in rules}
        self.common = cited.pop() if len(rules) > MANY and len(cited) == 1 else ""

    def lines(self) -> Iterator[str]:
        """The section's lines, fit for a terminal."""
        if self.common:
            yield from wrapped(f"All of these: {self.common}")
        for group in self.groups:
            for place, rule in enumerate(group[0]):
                if self.block == "procedure":
                    text, first = self._procedure(group[0], place), "- "
                else:
                    text, first = self._rule(group, place), "  " if place else "- "
                yield from wrapped(text, first, "    ")
                if rule.note and rule.note not in self.letters:
                    yield from wrapped(f"Note: {rule.note}", "    ", "    ")
        for note, letter in self.letters.items():
            yield from wrapped(f"({letter}) {note}", "", "    ")

    def _rule(self, group: Sequence[Versions], place: int) -> str:
        """One version of rules that say the same; a later one without the name it keeps."""
        said = [phrase(self.block, versions[place], self.names) for versions in group]
        rule, told = group[0][place], said[0][1]
        title = "; ".join(title for title, _ in said)
        since, ends = since_text(self.scheme, self.block, rule), until_text(self.block, rule)
        until = f", {ends}" if ends else ""
        if place:
            same = title == "; ".join(
                phrase(self.block, versions[place - 1], self.names)[0] for versions in group
            )
            told = told if same or not title else f"{title}: {told}"
            return f"from {since}: {told}{until}{self._cited(rule)}"
        waits = since != f"{rule.since}"
        alone = len(group[0]) == 1 and rule.since <= self.scheme.starts and not waits
        begins = "" if alone else f", from {since}"
        return f"{f'{title}: ' if title else ''}{told}{begins}{until}{self._cited(rule)}"

    def _procedure(self, versions: Versions, place: int) -> str:
        """What can be done about a record; of a later version only what is new in it."""
        rule = versions[place]
        told = [self.names.say(one) for one in procedure_phrases(rule)]  # type: ignore[arg-type]
        if place:
            before = [
                self.names.say(one)
                for one in procedure_phrases(versions[place - 1])  # type: ignore[arg-type]
            ]
            kept = len(told)
            told = [text for text in told if text not in before]
            told += ["The rest as before"] if len(told) < kept else []
        since = since_text(self.scheme, self.block, rule)
        first = "" if len(versions) == 1 else f"From {since}: "
        return f"{first}{'. '.join(told)}.{self._cited(rule)}"

    def _source(self, rule: Rule) -> str:
        if rule.source == ASSUMED:
            return "[assumed]"
        return f"[{self.numbers[rule.source]}, {rule.evidence}]"

    def _cited(self, rule: Rule) -> str:
        letter = self.letters.get(rule.note or "")
        cited = "" if self.common else f" {self._source(rule)}"
        return cited + (f" ({letter})" if letter else "")


def _source_lines(scheme: Scheme) -> list[str]:
    lines = []
    for number, (key, source) in enumerate(scheme.sources.items(), 1):
        date = f", {source.date}" if source.date else ""
        told = f"{source.title}{date}. {source.where} ({source.read}; `{key}`)"
        lines += wrapped(told, f"[{number}] ", "    ")
    return lines or ["none: everything here is assumed"]


def _known(scheme: Scheme) -> str:
    rules = scheme.rules
    counts = Counter(rule.evidence for rule in rules)
    parts = [
        f"{counts[evidence]} {evidence} ({STANDING[evidence]})"
        for evidence in EVIDENCE
        if counts[evidence]
    ]
    if len(parts) == 1:
        (evidence,) = counts
        return f"{counted(len(rules), 'rule')}, all of them {evidence} ({STANDING[evidence]})."
    return f"{counted(len(rules), 'rule')}: {joined(parts)}."
