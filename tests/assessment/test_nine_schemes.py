"""Nine schemes at once are assessed on as many pages as one."""

import re

import pytest

import socialcredit as sc
from socialcredit.assessment import pictures
from socialcredit.assessment.answers.document import document_of
from socialcredit.assessment.answers.registry import PICTURES
from socialcredit.assessment.called import called
from socialcredit.assessment.conditions import conditions_of
from socialcredit.assessment.document import Document, Grid, Picture, words_of
from socialcredit.assessment.evidence import Evidence
from socialcredit.assessment.shown.page import page
from socialcredit.commands.assessing import finding_words
from socialcredit.language.resolve.forms import load_conditions, load_form
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.results.measures.registry import BY_ID
from socialcredit.results.run import open_run
from tests.assessment import printing
from tests.assessment.made_up import made_up
from tests.assessment.test_equal import PAGES, needs_chromium


@pytest.fixture(scope="module")
def nine(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    """Made-up numbers over a run of all nine, with what the law asks looked at in them."""
    folder = tmp_path_factory.mktemp("nine") / "run"
    sc.run("side-by-side", people=1000, years=1, out=folder)
    told, inputs = made_up(open_run(folder)), resolve(load_scenario("side-by-side"))
    of_one = [one._replace(key=f"sesame/{one.key}") if BY_ID[one.key].by_scheme else one
              for one in told.findings]  # fmt: skip
    told = told._replace(findings=tuple(of_one))
    names = [str(one["name"]) for one in told.run.names["schemes"]]
    conditions = conditions_of(
        load_conditions(measures=BY_ID), told.numbers, inputs.schemes, inputs.beliefs, {}, names
    )
    return told._replace(conditions=tuple(conditions))


@pytest.fixture(scope="module")
def full(nine: Evidence) -> Document:
    """Everything that the runs can say of them."""
    return document_of(load_form("full"), nine)


def rows_of(document: Document, caption: str) -> list[list[str]]:
    (grid,) = (
        block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Grid) and block.caption == caption
    )
    return [[words_of(cell) for cell in row] for row in grid.rows]


@needs_chromium
def test_the_main_part_fits_twelve_pages_in_print(full, tmp_path):
    main = printing.main_part(page(full))
    assert printing.printed(main, tmp_path).pages <= PAGES


def test_the_sheet_has_a_line_for_each_condition_and_the_annex_one_for_each_scheme(full, nine):
    sheet = rows_of(full, "Art. 5(1)(c), condition by condition")
    assert len(sheet) == len(nine.conditions)
    lines = rows_of(full, "Art. 5(1)(c), scheme by scheme")
    named = " ".join(line[0] for line in lines if line[0].startswith("2a,"))
    assert all(str(one["title"]).split(",")[0] in named for one in nine.run.names["schemes"])


def test_no_scheme_is_called_by_the_name_of_its_file(full, nine):
    text = page(full)  # with the words in pictures
    names = [str(one["name"]) for one in nine.run.names["schemes"]]
    assert [name for name in names if re.search(rf"\b{name}: ", text)] == []


def test_an_assumed_value_is_told_with_the_title_of_the_scheme_whose_number_it_moves(nine):
    key = "sesame/M1.share"
    assert called(nine.run, key) == "Sesame Credit: penal days that are wrong, share"
    assert called(nine.run, "conduct.bad.change", unit=False).startswith("bad deeds")


def test_a_finding_says_of_which_scheme_it_is_on_the_page_in_the_picture_and_in_a_terminal(
    full, nine
):
    (table,) = (block for block in full.first if isinstance(block, Grid))
    told = {words_of(row[0]).partition(" ")[0] for row in table.rows}
    of_one = [one for one in nine.findings if "/" in one.key]
    assert len(of_one) == 3 and "Sesame" in told
    assert [words_of(row[0]).startswith("Sesame Credit: ") for row in table.rows] == [
        "/" in one.key for one in nine.findings
    ]
    picture = pictures.turns(nine)
    assert picture is not None and picture.alt.count("Sesame Credit: ") >= len(of_one)
    assert finding_words(nine, of_one[0]).startswith("Sesame Credit: ")


def test_a_map_of_doors_says_of_which_scheme_it_is(nine):
    for block in PICTURES["context-map"](nine):
        assert not isinstance(block, Picture) or block.caption.startswith("Sesame Credit. ")
