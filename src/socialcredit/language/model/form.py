"""A form: what an assessor has to answer, section by section, and where each answer comes from.

A form is data, so that an official one can be added without a line of Python. Its words are its
own; numbers, tables and pictures are called by id and come out of the runs of the assessment.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from socialcredit.language.model.provenance import Block, Evidence, Source
from socialcredit.language.read.quantities import Day, Name, Text, Texts, Whole, unexpected

KINDS = (
    "say", "measure", "table", "picture", "life", "declared", "blank", "text", "guidance",
)  # fmt: skip
# What may stand beside a kind of answer.
BESIDE = {
    "asks": ("declared",), "else": ("declared",), "why": ("blank",), "lines": ("blank", "declared"),
    "title": ("measure", "table", "picture"), "by": ("table",), "of": ("picture",),
}  # fmt: skip
MOST_LINES = 30


def numbered(value: Any) -> Any:
    """A section's number as text: forms count in figures, letters, or both."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if whole else value


class Answer(Block):
    """One answer of a section: one of KINDS, and what belongs to it.

    say       a sentence, or several, by id         measure  a table of these measures, both ranges
    table     a table by id, `by` what its rows are picture  a picture by id, `of` these measures
    life      the life of this number, 1 to 3       declared what the deployer said, else a blank
    blank     what nobody here can say, asked with a space to be filled
    text      words of the form                     guidance what the form says to who fills it in
    """

    say: Text | None = None
    measure: Texts | None = None
    table: Text | None = None
    picture: Text | None = None
    life: Annotated[Whole, Field(ge=1, le=3)] | None = None
    declared: Text | None = None
    blank: Text | None = None
    text: Text | None = None
    guidance: Text | None = None
    asks: Text | None = None
    otherwise: Annotated[Literal["blank"] | None, Field(alias="else")] = None
    why: Text | None = None
    lines: Annotated[Whole, Field(ge=1, le=MOST_LINES)] | None = None
    title: Text | None = None
    by: Texts = ()
    of: Texts = ()

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True
    )

    @property
    def kind(self) -> str:
        """Which of KINDS it is."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @model_validator(mode="after")
    def _is_one_answer(self) -> Answer:
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            told = " and ".join(f"`{kind}`" for kind in given) or "none"
            raise unexpected(f"an answer is of one kind, this is of {told}", _one_of_kinds())
        for name, kinds in BESIDE.items():
            field = "otherwise" if name == "else" else name
            if getattr(self, field) not in (None, ()) and given[0] not in kinds:
                problem = f"`{name}` says nothing beside `{given[0]}`"
                raise unexpected(problem, f"`{name}` beside {' or '.join(kinds)}, or left out")
        return self


def _one_of_kinds() -> str:
    return "one of " + ", ".join(KINDS)


class FormSection(Block):
    """A section: its number as the form counts, its title, what is asked, and the answers.

    source, evidence  where the question is from, and how well that is known
    annex             it stands behind the pages that everybody reads
    """

    section: Annotated[Text, BeforeValidator(numbered)]
    title: Text
    asks: Text
    source: Text | None = None
    evidence: Evidence | None = None
    annex: bool = False
    answers: Annotated[tuple[Answer, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _says_how_well_it_is_known(self) -> FormSection:
        if (self.source is None) != (self.evidence is None):
            raise unexpected("a question from a source says how well it is known", "both, or none")
        return self


class Official(Block):
    """Whether somebody with authority has made this form, and on which day that was asked."""

    says: Text
    asked: Day


class Form(Block):
    """A form's file."""

    form: Name
    title: Text
    language: Literal["en", "nl"] = "en"
    official: Official
    note: Texts = ()
    sources: dict[Text, Source] = {}
    sections: Annotated[tuple[FormSection, ...], Field(min_length=1)]
