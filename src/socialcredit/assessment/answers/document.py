"""A form and the evidence become a document: answers in their order, blanks numbered throughout."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from socialcredit.assessment.answers import registry
from socialcredit.assessment.answers.first import facts_of, first_page, title_of
from socialcredit.assessment.answers.lives import life
from socialcredit.assessment.answers.numbers import cells, grid
from socialcredit.assessment.answers.once import said_once
from socialcredit.assessment.document import (
    Blank,
    Block,
    Declared,
    Document,
    Grid,
    Manner,
    Paragraph,
    Section,
    plain,
)
from socialcredit.assessment.evidence import Evidence
from socialcredit.assessment.wording import label
from socialcredit.core.text import joined
from socialcredit.language.model.declared import QUESTIONS
from socialcredit.language.model.form import Answer, Form

ENGLISH = "en"
LINES = 3  # of a blank, where the form does not say


class Blanks:
    """Counts what waits to be filled in: each question once, in the order of the document."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.numbers: dict[str, int] = {}

    def ask(self, asks: str, why: str, lines: int, field: str = "") -> Block:
        """A blank of its own; of a fact that is asked for already, where it waits."""
        name = field or asks
        if name in self.numbers:
            told = label(self.language, "see", self.numbers[name])
            return Paragraph(plain(f"{asks} {told}"), "note")
        self.numbers[name] = len(self.numbers) + 1
        return Blank(self.numbers[name], asks, why, lines)


def document_of(form: Form, evidence: Evidence) -> Document:
    """The form, answered from the evidence; annexes stand last, whatever their numbers."""
    blanks = Blanks(form.language)
    ordered = sorted(form.sections, key=lambda section: section.annex)
    sections = tuple(
        Section(
            one.section,
            one.title,
            one.asks,
            said_once(
                evidence,
                [block for answer in one.answers for block in answered(form, evidence, answer,
                                                                       blanks)],
            ),
            one.annex,
        )
        for one in ordered
    )  # fmt: skip
    sections += _sources(form)
    return Document(
        f"{form.title}: {title_of(evidence)}",
        form.language,
        facts_of(form, evidence, blanks.numbers),
        first_page(form, evidence, len(blanks.numbers)),
        sections,
    )


def _sources(form: Form) -> tuple[Section, ...]:
    """The last annex: where the form's questions are from; none where it names no source."""
    rows = tuple(
        cells(
            source.title,
            f"{source.where}{f', {source.date}' if source.date else ''}",
            source.read,
            joined(one.section for one in form.sections if one.source == key) or "–",
        )
        for key, source in form.sources.items()
    )
    say = partial(label, form.language)
    head = tuple(map(say, ("source", "where", "read", "sections")))
    title, asks = say("form_sources"), say("form_sources_asks")
    return (Section("", title, asks, (Grid(title, head, rows),), True),) if rows else ()


def answered(form: Form, evidence: Evidence, answer: Answer, blanks: Blanks) -> tuple[Block, ...]:
    """The blocks of one answer."""
    lines = answer.lines or LINES
    if answer.declared is not None:
        return (_declared(evidence, answer, blanks, lines),)
    if answer.blank is not None:
        return (blanks.ask(answer.blank, answer.why or "", lines),)
    if answer.text is not None or answer.guidance is not None:
        manner: Manner = "text" if answer.guidance is None else "guidance"
        return (Paragraph(plain(answer.text or answer.guidance or ""), manner),)
    if answer.life is not None:
        return life(evidence, answer.life)
    return _titled(_in_english(form, _of_runs(form, evidence, answer)), answer.title)


def _in_english(form: Form, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """What comes out of runs is in English, and says so in a document that is not."""
    if form.language == ENGLISH:
        return blocks
    return tuple(
        replace(block, language=ENGLISH) if isinstance(block, Paragraph) else block
        for block in blocks
    )


def _of_runs(form: Form, evidence: Evidence, answer: Answer) -> tuple[Block, ...]:
    if answer.say is not None:
        return registry.said(evidence, answer.say)
    if answer.measure is not None:
        return (grid(evidence, answer.measure),)
    if answer.table is not None:
        return registry.table(evidence, form, answer)
    return registry.picture(evidence, answer)


def _titled(blocks: tuple[Block, ...], title: str | None) -> tuple[Block, ...]:
    """The same with the form's own title over its tables and pictures."""
    if title is None:
        return blocks
    return tuple(
        replace(block, caption=title) if isinstance(block, Grid) else block for block in blocks
    )


def _declared(evidence: Evidence, answer: Answer, blanks: Blanks, lines: int) -> Block:
    field = answer.declared or ""
    asks = answer.asks or QUESTIONS[field]
    if field in evidence.declared:
        return Declared(asks, evidence.declared[field])
    why = label(blanks.language, "only_deployer")
    return blanks.ask(asks, why, lines, field)
