"""Which section answers what: the pack of para 171, and the letters of the law."""

from __future__ import annotations

from collections.abc import Iterable

from socialcredit.assessment.answers.numbers import (
    cells,
    compact,
    keys_of,
    number,
    words,
)
from socialcredit.assessment.document import Block, Grid, Inline, Span, plain
from socialcredit.assessment.evidence import Evidence
from socialcredit.core.text import joined, upper_first
from socialcredit.language.model.art5 import PackItem
from socialcredit.language.model.declared import QUESTIONS
from socialcredit.language.model.form import Answer, Form
from socialcredit.language.resolve.forms import load_conditions

# Of what the law asks in an assessment: which answers tell it.
ASKED = (
    ("AI Act Art. 27(1)(a): the deployer's processes", ("scheme", "process", "purpose")),
    ("(b): period and frequency of use", ("versions", "period", "frequency")),
    ("(c): people and groups likely to be affected", ("affected", "groups")),
    ("(d): specific risks of harm", ("wrongful", "contexts", "relatives", "costs")),
    ("(e): human oversight", ("oversight", "score_weight")),
    ("(f): measures if risks come true, complaints", ("contested", "clocks", "complaint_route")),
    ("GDPR Art. 35(7)(a): processing and purposes", ("scheme", "data-sources", "purpose")),
    ("(b): necessity and proportionality", ("proportion", "designs", "legal_basis")),
    ("(c): risks to rights and freedoms", ("wrongful", "groups", "affected")),
    ("(d): measures against them", ("mitigations", "security", "complaint_route")),
    ("Art. 35(2): advice of the data protection officer", ("dpo",)),
    ("Art. 35(9): views of data subjects", ("consultation",)),
)


def pack(evidence: Evidence, form: Form) -> tuple[Block, ...]:
    """What has to be shown on inspection: where it stands here, and by which numbers."""
    found = load_conditions()
    rows = [
        (plain(item.asks), plain(_where(item, form)), _by_numbers(evidence, item),
         plain(_declared(evidence, item)))
        for item in found.pack
    ]  # fmt: skip
    head = ("to be shown", "told in section", "numbers", "declared")
    return (Grid(found.pack_of, head, tuple(rows)),)


def _where(item: PackItem, form: Form) -> str:
    return joined(sections_with(form, item.says)) or "–"


def _by_numbers(evidence: Evidence, item: PackItem) -> Inline:
    spans: list[Span] = []
    for key in keys_of(evidence, item.tells):
        what = upper_first(words(evidence, key))
        spans += [Span(f"{what}: "), *compact(number(evidence, key)), Span(". ")]
    return tuple(spans) or plain("–")


def _declared(evidence: Evidence, item: PackItem) -> str:
    told = [f"{name.replace('_', ' ')}: {'said' if name in evidence.declared else 'not said yet'}"
            for name in item.declared]  # fmt: skip
    return "; ".join(told) or "–"


def sections_with(form: Form, names: Iterable[str]) -> list[str]:
    """Numbers of the sections of a form in which one of these answers stands."""
    wanted = set(names)
    return [
        section.section
        for section in form.sections
        if wanted & {name for answer in section.answers for name in _called(answer)}
    ]


def _called(answer: Answer) -> tuple[str, ...]:
    return tuple(one for one in (answer.say, answer.table, answer.picture, answer.declared) if one)


def mapping(evidence: Evidence, form: Form) -> tuple[Block, ...]:
    """Which section answers which letter of the law, and which facts only the deployer has."""
    rows = []
    for asked, answers in ASKED:
        waiting = [name for name in answers if name in QUESTIONS and name not in evidence.declared]
        told = joined(sections_with(form, answers)) or "not in this form"
        waits = joined(name.replace("_", " ") for name in waiting)
        rows.append(cells(asked, told, waits or "nothing"))
    head = ("what is asked", "section", "waits for the deployer")
    return (Grid("Where the law's questions are answered", head, tuple(rows)),)


TABLES_OF_FORM = {"pack-171": pack, "mapping": mapping}
