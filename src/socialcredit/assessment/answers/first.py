"""The first page: who asks what, five findings with both ranges, and what would change each."""

from __future__ import annotations

from collections.abc import Mapping

from socialcredit.assessment.answers.numbers import (
    assumptions,
    coarse,
    luck,
    number,
    told,
)
from socialcredit.assessment.called import lead_of
from socialcredit.assessment.document import Block, Grid, Inline, Paragraph, Span, plain
from socialcredit.assessment.evidence import Evidence, Finding, Turn
from socialcredit.assessment.wording import label
from socialcredit.core.text import counted
from socialcredit.language.model.form import Form
from socialcredit.results import titles
from socialcredit.results.measures.registry import measure_of
from socialcredit.results.words.measured import tell
from socialcredit.results.words.numbers import in_hundred, span

MOST = 5
NOTHING = "nothing within the ranges"
QUICK = "; a quick look, with fewer runs of each sort than an assessment has"
BY_LUCK = "luck alone may turn it"  # its range by luck holds the line
FOUND = "What the runs found, and what would change it"
HEAD = ("finding", "by luck", "by what is assumed", "what would change it")
READ = (
    "Each number is of the scheme as written, unless it names another design. Its two "
    "ranges are of 90 % each: by luck, over repetitions with other seeds; by what is assumed, over "
    "draws from the range of every value in doubt. Where a finding turns is a "
    "line declared by this project; the annex says on what ground. There is no total and no "
    "verdict here: what a finding weighs is for whoever decides."
)


def title_of(evidence: Evidence) -> str:
    """What is assessed: the title of the scenario."""
    return str(evidence.asked.get("title") or titles.run_title(evidence.run))


def facts_of(
    form: Form, evidence: Evidence, waiting: Mapping[str, int]
) -> tuple[tuple[str, str], ...]:
    """What stands under the title: who asks what, of which scheme, on which day, with what."""

    def declared(field: str) -> str:
        if field in evidence.declared:
            return evidence.declared[field]
        if field in waiting:
            return label(form.language, "unsaid", waiting[field])
        return label(form.language, "unasked")

    made, run = evidence.made, evidence.run
    people = counted(run.people, run.population.one)
    what = f"{title_of(evidence)}: {people}, {span(run.months, run.step_days)}"
    what += QUICK if evidence.asked.get("quick") else ""
    facts = [
        ("asks", declared("deployer")),
        ("question", declared("reason") if "reason" in {*evidence.declared, *waiting} else ""),
        ("what", what),
        ("date", str(made.get("date", ""))),
        ("version", f"socialcredit {made.get('version', '')}".strip()),
        ("form", f"{form.form}. {form.official.says} ({form.official.asked})"),
    ]
    return tuple((label(form.language, name), words) for name, words in facts if words)


def first_page(form: Form, evidence: Evidence, waiting: int) -> tuple[Block, ...]:
    """Findings, what would change each, and how many questions wait for the deployer."""
    blocks: list[Block] = []
    findings = evidence.findings[:MOST]
    if findings:
        rows = tuple(_row(evidence, one) for one in findings)
        blocks.append(Grid(FOUND, HEAD, rows))
    else:
        blocks.append(Paragraph(plain("These runs have no finding that rests on enough cases.")))
    blocks.append(Paragraph(plain(f"{READ} {coarse(evidence)}".strip()), "note"))
    blocks.append(Paragraph(plain(waits(form.language, waiting))))
    notes = [label(form.language, "english"), *form.note]
    return (*blocks, *(Paragraph(plain(note), "note") for note in notes if note))


def waits(language: str, waiting: int) -> str:
    """How many questions wait for the deployer."""
    if not waiting:
        return label(language, "none_waits")
    if language == "nl":
        many = "1 vraag" if waiting == 1 else f"{waiting} vragen"
    else:
        many = counted(waiting, "question")
    return label(language, "waits", many)


def _row(evidence: Evidence, one: Finding) -> tuple[Inline, ...]:
    found = number(evidence, one.key, one.alternative)
    says = f" {one.says.strip().rstrip('.')}."
    return (
        (*_lead(evidence, one), *told(found), Span(says)),
        luck(found),
        assumptions(found),
        _turns(one),
    )


def _lead(evidence: Evidence, one: Finding) -> Inline:
    """Of several schemes which a finding is of."""
    lead = lead_of(evidence.run, one.key)
    return (Span(lead),) if lead else ()


def _turns(one: Finding) -> Inline:
    """The smallest move of one doubt, or the reading, that turns it; how many others do too."""
    lead = f"{BY_LUCK}; " if one.by_luck else ""
    if not one.turns:
        return plain(f"{lead}{one.turned}: {NOTHING}")
    turn = one.turns[0]
    more = len(one.turns) - 1
    many = counted(more, "other doubt turns it by itself", "other doubts turn it, each by itself")
    others = f" {many}." if more else ""
    return (Span(f"{lead}{one.turned} with {_moved(turn)}"), *_there(one, turn), Span(f".{others}"))


def _moved(turn: Turn) -> str:
    way = f"{in_hundred(turn.moved)} of its range away"
    return f"{turn.title} at {turn.to} (written: {turn.written}; {way})"


def _there(one: Finding, turn: Turn) -> Inline:
    if turn.value is None:
        return ()
    return (Span(f": then {tell(measure_of(one.key), turn.value)}"),)
