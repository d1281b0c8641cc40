"""A Word file of an assessment: what it is made of, and that it is the same each time."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from socialcredit.assessment.document import Document, Grid, Picture, plain, words_of
from socialcredit.assessment.shown import word_parts
from socialcredit.assessment.shown.word import shares_of, word_of
from socialcredit.core.errors import SocialCreditError
from tests.assessment.made_up import DATE, document


@pytest.fixture(scope="module")
def told(evidence) -> Document:
    return document(evidence)


@pytest.fixture(scope="module")
def raw(told) -> bytes:
    return word_of(told, DATE)


@pytest.fixture(scope="module")
def file(raw):
    return docx.Document(BytesIO(raw))


def styled(file, name):
    return [one.text for one in file.paragraphs if one.style.name == name]


def test_headings_are_headings_and_lie_as_deep_as_their_numbers(file):
    assert styled(file, "Title") == ["Assessment of rongcheng"]
    assert styled(file, "Heading 1") == [
        "a What it does", "b Facts", "Annex 1 A life", "Guidance",
    ]  # fmt: skip
    assert styled(file, "Heading 2") == ["a.1 Pictures", "a.1 Pictures"]


def test_a_table_has_a_head_that_every_page_repeats_and_no_row_is_split(told, file):
    grid = next(one for one in told.sections[0].blocks if isinstance(one, Grid))
    table = file.tables[1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [list(grid.head), *[[words_of(cell) for cell in row] for row in grid.rows]]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
    assert grid.caption in styled(file, "Caption")


def test_a_picture_says_its_numbers_to_whoever_cannot_see_it(told, file):
    picture = next(one for one in told.sections[1].blocks if isinstance(one, Picture))
    (seen,) = file.inline_shapes
    assert seen._inline.docPr.get("descr") == picture.alt
    assert "luck 10 % to 13 %" in picture.alt
    assert seen.height < seen.width * 1.6
    assert picture.caption in styled(file, "Caption")


def test_each_list_that_is_numbered_begins_at_one(file):
    numbers = [
        one._p.pPr.numPr.numId.val for one in file.paragraphs if one.style.name == "List Number"
    ]
    assert numbers[0] != numbers[1] == numbers[2]
    numbering = file.part.numbering_part.element
    begun = {
        one.get(qn("w:numId")): one.find(f".//{qn('w:startOverride')}")
        for one in numbering.findall(qn("w:num"))
    }
    assert all(begun[str(number)].get(qn("w:val")) == "1" for number in numbers)


def test_a_blank_is_a_numbered_frame_with_room_to_write(file):
    framed = [p for p in file.paragraphs if p._p.pPr is not None
              and p._p.pPr.find(qn("w:pBdr")) is not None]  # fmt: skip
    assert [p.text for p in framed] == [
        "To be filled in 1. Who decides?", "Only the deployer can say.", "", "", "",
        "To be filled in 2. Views of people affected", "", "",
    ]  # fmt: skip


def test_annexes_begin_on_a_page_of_their_own_and_the_first_page_stands_alone(file):
    breaks = {p.text for p in file.paragraphs if p.paragraph_format.page_break_before}
    assert breaks == {"a What it does", "Annex 1 A life", "Guidance"}


def test_pages_are_a4_and_numbered(file):
    (page,) = file.sections
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    codes = [one.text for one in page.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize(("asked", "told_as"), [("en", "en-GB"), ("nl", "nl-NL")])
def test_the_language_is_set(evidence, asked, told_as):
    told = docx.Document(BytesIO(word_of(_in(document(evidence), asked), DATE)))
    assert {one.get(qn("w:val")) for one in told.styles.element.iter(qn("w:lang"))} == {told_as}
    assert told.core_properties.language == told_as


def _in(told: Document, language: str) -> Document:
    return Document(told.title, language, told.facts, told.first, told.sections)


def test_it_names_its_title_and_date_and_nobody(file):
    said = file.core_properties
    assert (said.title, said.created.date().isoformat()) == ("Assessment of rongcheng", DATE)
    assert (said.author, said.last_modified_by, said.comments) == ("", "", "")


def test_the_same_document_gives_the_same_bytes_on_any_day(told, raw):
    assert word_of(told, DATE) == raw
    with ZipFile(BytesIO(raw)) as packed:
        assert {one.date_time[:3] for one in packed.infolist()} == {(2026, 11, 30)}
        assert packed.namelist()[0] == "[Content_Types].xml"
    assert word_of(told, "2026-12-01") != raw


def test_where_the_library_is_missing_it_says_how_to_get_it(told, monkeypatch):
    def missing(module, name):
        raise ImportError(module)

    monkeypatch.setattr(word_parts, "fetch", missing)
    with pytest.raises(SocialCreditError) as refused:
        word_of(told, DATE)
    assert "pip install 'socialcredit[docx]'" in str(refused.value.hint)


def test_a_column_of_long_words_is_wide_and_a_long_head_over_numbers_is_not():
    head = ("condition", "standing", "not bettered, burden by what people may do")
    row = (plain("It is " + "long " * 40), plain("not shown"), plain("0 %"))
    first, second, third = shares_of(Grid("A table", head, (row,)))
    assert first > 0.6 and second < 0.2 and third < 0.2
    assert first + second + third == pytest.approx(1)
