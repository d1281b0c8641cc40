"""The documents of an assessment: each form as a page, and as a Word file where one is asked."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from socialcredit.assessment.answers.document import document_of
from socialcredit.assessment.answers.registry import ids
from socialcredit.assessment.answers.since import since_section
from socialcredit.assessment.document import Document, Section, retold
from socialcredit.assessment.evidence import Evidence
from socialcredit.assessment.kept import read_evidence
from socialcredit.assessment.shown import word_parts
from socialcredit.assessment.shown.page import page
from socialcredit.assessment.shown.word import word_of
from socialcredit.core.retelling import Coin
from socialcredit.core.run_files import PART, write_whole
from socialcredit.language.model.form import Form
from socialcredit.language.resolve.forms import load_form

USUAL = "full"  # the form that is answered where none is named


class Papers(NamedTuple):
    """Which documents are to be made, all of it read and checked before anything is lived.

    since  an older assessment, of which the documents tell what changed
    """

    forms: tuple[Form, ...]
    docx: bool
    since: Evidence | None

    def show(self, evidence: Evidence, folder: Path) -> list[Path]:
        """Write them into a folder; returns their paths."""
        written = []
        for form in self.forms:
            document = document_of(form, evidence)
            if self.since is not None:
                document = with_section(document, since_section(evidence, self.since))
            document = retold(document, Coin(evidence.run.currency))
            written += self._written(document, folder / name_of(form), evidence.made["date"])
        return written

    def _written(self, document: Document, path: Path, day: str) -> list[Path]:
        write_whole(path.with_suffix(".html"), page(document))
        if not self.docx:
            return [path.with_suffix(".html")]
        part = path.with_suffix(f".docx{PART}")
        part.write_bytes(word_of(document, day))
        part.replace(path.with_suffix(".docx"))
        return [path.with_suffix(".html"), path.with_suffix(".docx")]


def papers(
    forms: Sequence[str] = (), docx: bool = False, since: str | Path | None = None
) -> Papers:
    """What is to be written. Raises SocialCreditError for a form, or an older assessment, that is
    none, and where Word files are asked for without their library."""
    known = ids()
    read = tuple(load_form(name, known, Path()) for name in dict.fromkeys(forms or (USUAL,)))
    if docx:
        word_parts.library()
    return Papers(read, docx, read_evidence(since) if since else None)


def name_of(form: Form) -> str:
    """What the files of a form are called, without their ending."""
    return "assessment" if form.form == USUAL else f"assessment-{form.form}"


def with_section(document: Document, section: Section) -> Document:
    """The document with one section more, before its annexes."""
    annexes = [one.annex for one in document.sections]
    at = annexes.index(True) if True in annexes else len(annexes)
    sections = (*document.sections[:at], section, *document.sections[at:])
    return replace(document, sections=sections)
