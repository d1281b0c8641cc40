"""One number, one set of words: page, Word file, PDF and table of numbers say the same."""

import re
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from socialcredit import api_documents as documents
from socialcredit.assessment.answers.document import document_of
from socialcredit.assessment.answers.since import since_section
from socialcredit.assessment.document import Document
from socialcredit.assessment.shown.page import page
from socialcredit.assessment.shown.word import word_of
from socialcredit.assessment.since import told_of
from socialcredit.assessment.table import NUMBERS, write_numbers
from socialcredit.core.errors import SocialCreditError
from socialcredit.language.resolve.forms import form_names, load_form
from tests.assessment import printing
from tests.assessment.made_up import DATE
from tests.assessment.reading import (
    Page,
    missing,
    page_against_table,
    plain_text,
    quoted,
    verdicts,
    word,
)

PAGES = 12  # of the main part, in print: length is what assessors dislike
needs_chromium = pytest.mark.skipif(printing.CHROMIUM is None, reason="there is no Chromium here")


class Papers(NamedTuple):
    """A form, answered, in each way in which it leaves."""

    told: Document
    html: str
    word: bytes
    table: str


@pytest.fixture(scope="module", params=form_names())
def papers(request, evidence, tmp_path_factory) -> Papers:
    """Every form, with a section on what changed since an earlier assessment."""
    folder: Path = tmp_path_factory.mktemp("papers")
    told = document_of(load_form(request.param), evidence)
    earlier = evidence._replace(made={**evidence.made, "date": "2025-11-30"})
    since = since_section(evidence, earlier)
    told = replace(told, sections=(*told.sections, replace(since, annex=True)))
    write_numbers(folder, evidence)
    table = (folder / NUMBERS).read_text(encoding="utf-8")
    return Papers(told, page(told), word_of(told, DATE), table)


def test_each_number_of_the_page_is_the_tables_to_the_last_digit_and_told_alike(papers):
    seen = Page(papers.html)
    assert len(seen.numbers) > 20
    assert page_against_table(seen, papers.table) == []


def test_a_number_that_was_changed_in_either_is_found(papers):
    one = Page(papers.html).numbers[0]
    lines = papers.table.splitlines(keepends=True)
    there = next(line for line in lines if line.startswith(f"{one.key},") and one.value in line)
    changed = papers.table.replace(there, there.replace(one.value, "0.123456789"))
    assert page_against_table(Page(papers.html), changed)
    words = re.sub(r"(<data value[^>]*>)[^<]*", r"\g<1>97.3 %", papers.html, count=1)
    assert page_against_table(Page(words), papers.table)


def test_page_and_word_file_say_all_the_same_words_in_the_same_order(papers):
    assert missing(papers.told, Page(papers.html).text) == []
    assert missing(papers.told, word(papers.word).text) == []


def test_a_word_that_either_lost_is_found(papers):
    text = word(papers.word).text
    number = Page(papers.html).numbers[0].words
    assert missing(papers.told, plain_text(text).replace(number, "", 1))


def test_tables_of_page_and_word_file_are_the_same_cell_by_cell(papers):
    facts = [list(map(plain_text, one)) for one in papers.told.facts]
    first, *rest = word(papers.word).tables
    assert first == facts
    assert rest == Page(papers.html).tables


@needs_chromium
def test_it_prints_on_a4_tagged_and_with_every_table(papers, tmp_path):
    sheets = printing.printed(papers.html, tmp_path)
    assert sheets.sizes == {printing.A4}
    assert sheets.tagged
    assert sheets.tables == len(Page(papers.html).tables)


@needs_chromium
def test_findings_fit_the_first_sheet_and_the_main_part_twelve(papers, tmp_path):
    assert printing.printed(printing.first_page_alone(papers.html), tmp_path).pages == 1
    main = printing.main_part(papers.html)
    assert len(main) < len(papers.html)
    assert printing.printed(main, tmp_path).pages <= PAGES


def test_no_file_says_whether_the_law_allows_the_scheme(papers, evidence):
    names = quoted(told_of(evidence.run))
    assert verdicts(Page(papers.html).text, names) == []
    assert verdicts(word(papers.word).text, names) == []
    assert verdicts(papers.table) == []


@pytest.fixture(scope="module")
def real(made, tmp_path_factory) -> Path:
    """The papers of a real assessment, held against itself of a year before, in a folder."""
    folder, evidence = made[0] / "out", made[1]
    target: Path = tmp_path_factory.mktemp("real")
    documents.papers(form_names(), docx=True, since=folder).show(evidence, target)
    for name in (NUMBERS, "assessment.json"):
        (target / name).write_bytes((folder / name).read_bytes())
    return target


def test_papers_of_a_real_assessment_hold_the_numbers_of_its_table(real, made):
    table = (real / NUMBERS).read_text(encoding="utf-8")
    pages = sorted(real.glob("*.html"))
    assert len(pages) == len(form_names())
    for path in pages:
        seen = Page(path.read_text(encoding="utf-8"))
        assert seen.numbers
        assert page_against_table(seen, table) == [], path.name
        assert word(path.with_suffix(".docx").read_bytes()).tables[1:] == seen.tables, path.name
        assert "What changed since 2026-11-30" in seen.text


def test_no_file_of_a_real_assessment_gives_a_verdict(real, made):
    names = quoted(told_of(made[1].run))
    for path in sorted(real.iterdir()):
        raw = path.read_bytes()
        text = word(raw).text if path.suffix == ".docx" else raw.decode()
        text = Page(text).text if path.suffix == ".html" else text
        assert verdicts(text, names) == [], path.name


def test_an_earlier_assessment_that_is_none_is_refused_before_anything_is_lived(tmp_path):
    with pytest.raises(SocialCreditError, match="holds no assessment"):
        documents.papers(since=tmp_path)


@pytest.mark.parametrize("said", ["The scheme is legal.", "It is unlawful", "not compliant"])
def test_a_verdict_would_be_found(said):
    assert verdicts(f"Records about lawful deeds, illegal lending. {said}", ["illegal lending"])
