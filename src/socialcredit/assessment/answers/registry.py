"""Every answer that a form may call, by its id: one file a group, gathered here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from socialcredit.assessment.answers import (
    art5,
    doubt,
    drawn,
    law,
    making,
    penalties,
    people,
    proportion,
    redress,
    rules,
)
from socialcredit.assessment.answers.numbers import paragraphs
from socialcredit.assessment.document import Block
from socialcredit.assessment.evidence import Evidence
from socialcredit.language.model.form import Answer, Form
from socialcredit.language.resolve.forms import Ids
from socialcredit.results.measures.registry import BY_ID

Blocks = tuple[Block, ...]
GROUPS = (rules, people, penalties, proportion, redress, doubt, making)

SAYS: Mapping[str, Callable[[Evidence], Blocks]] = {
    name: make for group in GROUPS for name, make in group.SAYS.items()
}
TABLES: Mapping[str, Callable[[Evidence], Blocks]] = art5.TABLES | {
    name: make for group in GROUPS for name, make in group.TABLES.items()
}
TABLES_BY: Mapping[str, tuple[Callable[[Evidence, tuple[str, ...]], Blocks], tuple[str, ...]]] = (
    people.TABLES_BY
)
TABLES_OF_FORM: Mapping[str, Callable[[Evidence, Form], Blocks]] = (
    art5.TABLES_OF_FORM | law.TABLES_OF_FORM
)
PICTURES: Mapping[str, Callable[[Evidence], Blocks]] = drawn.PICTURES
PICTURES_OF: Mapping[str, Callable[[Evidence, tuple[str, ...]], Blocks]] = drawn.PICTURES_OF


def ids() -> Ids:
    """The names of all answers, for whoever reads a form."""
    return Ids(
        frozenset(SAYS),
        frozenset(BY_ID),
        frozenset((*TABLES, *TABLES_BY, *TABLES_OF_FORM)),
        frozenset((*PICTURES, *PICTURES_OF)),
        {name: known for name, (_, known) in TABLES_BY.items()},
    )


def said(evidence: Evidence, name: str) -> Blocks:
    """A sentence, or several; of what these runs tell nothing, a sentence that says so."""
    return SAYS[name](evidence) or paragraphs(["These runs tell nothing of this."], "note")


def table(evidence: Evidence, form: Form, answer: Answer) -> Blocks:
    """A table by its id."""
    name = answer.table or ""
    if name in TABLES_OF_FORM:
        return TABLES_OF_FORM[name](evidence, form)
    if name in TABLES_BY:
        return TABLES_BY[name][0](evidence, answer.by)
    return TABLES[name](evidence)


def picture(evidence: Evidence, answer: Answer) -> Blocks:
    """A picture by its id."""
    name = answer.picture or ""
    if name in PICTURES_OF:
        return PICTURES_OF[name](evidence, answer.of)
    return PICTURES[name](evidence)
