"""The scheme in plain words from its own rules: what counts, who files it, what follows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from socialcredit.assessment.answers.numbers import (
    cells,
    count_of_run,
    names_of,
    paragraphs,
    scheme_numbers,
    schemes_told,
    the_schemes,
    title_of,
)
from socialcredit.assessment.document import Block, Grid, Points, plain
from socialcredit.assessment.evidence import Evidence
from socialcredit.core.run_files import read_inputs
from socialcredit.core.text import counted, heading, joined, placed
from socialcredit.language.model.provenance import ASSUMED, EVIDENCE, Rule, ended, version_on
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.tell.rules import (
    PHRASES,
    named_rules,
    names_in,
    phrase,
    sentence,
    since_text,
    until_text,
)
from socialcredit.results import naming
from socialcredit.results.measures.filers import filed_by_source
from socialcredit.results.part import share
from socialcredit.results.words.numbers import portion, span

UNKEPT = "The rules are not kept beside this run; the command show tells those that ship."
SHORT = ("subjects", "score", "grades", "conditions", "lists", "publication", "procedure")
MOST_ROWS = 14  # of a table on the pages that everybody reads
_SENTENCE = re.compile(r"; (?=[A-Z][a-z ])")  # between sentences of a rule told as one line
MOST_NAMES = 10  # of places, told in a sentence
MOST_RULES = 6  # of a block, told on the pages that everybody reads


def schemes_of(evidence: Evidence) -> dict[str, Scheme]:
    """The rules that were lived under, by name, as they lie in the run's folder; of none: empty."""
    run = evidence.run
    if run.folder is None:
        return {}

    def load() -> dict[str, Scheme]:
        assert run.folder is not None
        told = read_inputs(run.folder, run.manifest["inputs_hash"])
        part = told.get("beside", told) if run.prefix else told
        found = [Scheme.model_validate(one) for one in part["schemes"]]
        return {one.scheme: one for one in found}

    return run.once("schemes of the assessment", load)


def told_schemes(evidence: Evidence) -> list[tuple[str, Scheme]]:
    """Title, "" of the only one, and rules of each scheme that is told."""
    rules = schemes_of(evidence)
    names = names_of(evidence)
    return [
        (title, rules[names[place]])
        for place, title in scheme_numbers(evidence)
        if names[place] in rules
    ]


def _several(what: str, names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMES
    told = [*names[:MOST_NAMES], f"{more} more"] if more > 1 else names
    return f"{what}{'' if len(names) == 1 else 's'}: {joined(told)}"


def simulated(evidence: Evidence) -> tuple[Block, ...]:
    """What was lived: where, how many, how long, how often; and what no number here can say."""
    run, asked = evidence.run, evidence.asked
    schemes = list(dict.fromkeys(str(one["title"]) for one in run.names["schemes"]))
    places = naming.place_titles(run)
    lived = f"{counted(run.people, run.population.one)}, {span(run.months, run.step_days)}"
    lived += f" from {run.manifest['start']}"
    if run.has_twin:
        lived += f", and the same people with the same luck without {the_schemes(evidence)}"
    seeds, points = asked.get("seeds"), asked.get("points")
    designs = [one for one in evidence.designs if one.name]
    facts = (
        f"{_several('Scheme', schemes)}. {_several('Place', places)}.",
        f"{lived}.",
        f"Luck: {seeds or 'not said how many'} repetitions with other seeds. Assumptions: "
        f"{points or 'not said how many'} draws from the ranges of everything in doubt. The "
        "two ranges of a number are both of 90 %, and they are never mixed.",
        f"{counted(len(designs), 'other design was', 'other designs were')} tried on the same "
        "people, with the same luck and the same draws."
        if designs
        else "No other design was tried.",
        _of_several(evidence),
    )
    limits = (
        "Nobody here exists. No number is a count of real people, and none is a forecast.",
        "How often people do what, how often bodies err and how strongly people respond is assumed "
        "where nobody has counted it; the range by what is assumed says how much hangs on that.",
        "What is not a rule (tone, discretion beyond it, dignity, trust) is not simulated, and "
        "views of people who are affected cannot be: they are asked for, with space left.",
    )
    return (*paragraphs(facts), Points(tuple(map(plain, limits))))


def _of_several(evidence: Evidence) -> str:
    told, several = schemes_told(evidence), len(evidence.run.names["schemes"])
    if len(told) == several:
        return ""
    title = title_of(evidence, told[0])
    return (
        f"Of {several} schemes one is told in full, under which most days of penalty are borne: "
        f"{title}. The others stand beside it in a table, and numbers.csv has every number of all."
    )


def scheme(evidence: Evidence) -> tuple[Block, ...]:
    """The scheme in short, as its rules are at the end of the run."""
    found: list[Block] = []
    _, day = _days(evidence)
    for title, rules in told_schemes(evidence):
        name, lead = names_in(rules), f"{title}: " if title else ""
        ends = f" to {rules.ends}" if rules.ends else ", without a known end"
        found += paragraphs([
            f"{lead}{rules.title}, {placed(rules.place)}, from {rules.starts}{ends}. "
            + " ".join(rules.story),
        ])  # fmt: skip
        items = []
        for block in SHORT:
            told = [version_on(one, day) for one in named_rules(rules, block).values()]
            items += [
                f"{name.say(PHRASES[block][0])}: {_said(block, rule, rules)}"
                for rule in told[:MOST_RULES]
            ]
        items.append(_catalogue(rules))
        found.append(Points(tuple(map(plain, items))))
    return tuple(found) or paragraphs([UNKEPT])


def _said(block: str, rule: Rule, rules: Scheme) -> str:
    told = _SENTENCE.sub(". ", sentence(block, rule, names_in(rules)))
    return told if told.endswith(".") else f"{told}."


def _catalogue(rules: Scheme) -> str:
    counts = Counter(rule.evidence for rule in rules.rules)
    known = joined(f"{counts[grade]} {grade}" for grade in EVIDENCE if counts[grade])
    return (
        f"What counts: {counted(len(named_rules(rules, 'entries')), 'entry', 'entries')} and "
        f"{counted(len(named_rules(rules, 'consequences')), 'consequence')}; every rule with its "
        f"source is in the annex. How well the rules are known: {known}."
    )


def versions(evidence: Evidence) -> tuple[Block, ...]:
    """Rules that have changed, or will: each version with its days."""
    rows, later = [], 0
    first, last = _days(evidence)
    for title, rules in told_schemes(evidence):
        for block in PHRASES:
            for one in named_rules(rules, block).values():
                lived = [rule for rule in one if rule.since <= last and not ended(rule, first)]
                later += sum(rule.since > last for rule in one)
                if len(lived) > 1:
                    rows += [_row(title, rules, block, rule) for rule in lived]
    after = counted(later, "version begins", "versions begin") if later else "No version begins"
    told = f"{after} after the last day of the run ({last}); the annex has every rule."
    if not rows:
        known = f"No rule of it changes while the run lasts. {told}"
        return paragraphs([known if schemes_of(evidence) else UNKEPT])
    head = ("rule", "holds", "what it says then")
    return (Grid("Rules that change while the run lasts", head, tuple(rows), told),)


def reach(evidence: Evidence) -> tuple[str, ...]:
    """M13: how many consequences in how many parts of life, as it began and at the run's end."""
    told, part = [], naming.parts_of_life(evidence.run)
    _, last = _days(evidence)
    for title, rules in told_schemes(evidence):
        begun, now = (
            [rule for rule in rules.consequences if rule.since <= day and not ended(rule, day)]
            for day in (rules.starts, last)
        )
        ways = [len({part[rule.domain] for rule in each}) for each in (begun, now)]
        told.append(
            f"{f'{title}: ' if title else ''}By its rules it had "
            f"{counted(len(begun), 'consequence')} in {counted(ways[0], 'part')} of life when it "
            f"began, and {len(now)} in {ways[1]} on the last day of the run (M13)."
        )
    return tuple(told)


def _days(evidence: Evidence) -> tuple[date, date]:
    """First and last day of the run."""
    manifest = evidence.run.manifest
    return date.fromisoformat(str(manifest["start"])), date.fromisoformat(str(manifest["end"]))


def every_rule(evidence: Evidence) -> tuple[Block, ...]:
    """The whole catalogue, rule by rule, with days, source and how well it is known."""
    found: list[Block] = []
    for title, rules in told_schemes(evidence):
        rows = [
            (*_row("", rules, block, rule), plain(_cited(rules, rule)))
            for block in PHRASES
            for one in named_rules(rules, block).values()
            for rule in one
        ]
        head = ("rule", "holds", "what it says", "source")
        found.append(Grid(f"All rules: {title or rules.title}", head, tuple(rows)))
        found += paragraphs([f"Departure from the real scheme: {one}" for one in rules.departures])
    return tuple(found) or paragraphs([UNKEPT])


def _row(title: str, rules: Scheme, block: str, rule: Rule) -> tuple:  # type: ignore[type-arg]
    names = names_in(rules)
    called, told = phrase(block, rule, names)
    what = called or names.say(PHRASES[block][0])
    since, until = since_text(rules, block, rule), until_text(block, rule)
    days = f"from {since}" + (f" {until}" if until else "")
    told = _SENTENCE.sub(". ", told)
    return cells(f"{title}: {what}" if title else heading(what), days, told)


def _cited(rules: Scheme, rule: Rule) -> str:
    if rule.source == ASSUMED:
        return "assumed"
    source = rules.sources.get(rule.source)
    return f"{source.title if source else rule.source} ({rule.evidence})"


def data_sources(evidence: Evidence) -> tuple[Block, ...]:
    """Which bodies file records, how many, and how many of those are wrong."""
    rows = []
    for number, title in scheme_numbers(evidence):
        for row in filed_by_source(evidence.run, number):
            what = f"{title}: {row['title']}" if title else str(row["title"])
            wrong = portion(share(row["wrong"], row["records"]))
            rows.append(cells(what, f"{row['records']:,}", wrong))
    if not rows:
        return paragraphs(["No record was filed in the run that is told in detail."])
    head = ("body that files", "records", "of them wrong")
    left = _left(rows, "body", "bodies")
    note = f"{left}{naming.panel_words(evidence.run)} {count_of_run(evidence)}"
    return (Grid("Sources of data", head, tuple(rows[:MOST_ROWS]), note),)


def _left(rows: Sequence[object], one: str, many: str) -> str:
    """How many rows are left out on the pages that everybody reads."""
    more = len(rows) - MOST_ROWS
    told = counted(more, f"further {one} is", f"further {many} are") if more > 0 else ""
    return f"{told} left out here. " if told else ""


def consequences(evidence: Evidence) -> tuple[Block, ...]:
    """What follows from a grade, a list or a record, and in which part of life."""
    rows = []
    _, day = _days(evidence)
    for title, rules in told_schemes(evidence):
        names = names_in(rules)
        for one in named_rules(rules, "consequences").values():
            rule = version_on(one, day)
            called, told = phrase("consequences", rule, names)
            domain = naming.domain_title(evidence.run, rule.domain)  # type: ignore[attr-defined]
            what = f"{title}: {called}" if title else called
            rows.append(cells(what, domain, told, f"{rule.since}"))
    if not rows:
        told = "No consequence follows from it by its rules." if schemes_of(evidence) else UNKEPT
        return paragraphs([told])
    head = ("consequence", "part of life", "what the rule says", "since")
    left = _left(rows, "consequence", "consequences")
    note = f"{left}The annex has every rule." if left else ""
    return (Grid("What follows", head, tuple(rows[:MOST_ROWS]), note),)


SAYS = {"simulated": simulated, "scheme": scheme}
TABLES = {
    "versions": versions,
    "every-rule": every_rule,
    "data-sources": data_sources,
    "consequences": consequences,
}
