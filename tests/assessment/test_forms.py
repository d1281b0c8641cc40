"""Forms are data: what they may say, how a mistake is told, and what is left for the deployer."""

import json
from pathlib import Path

import pytest

from socialcredit.assessment.answers import registry
from socialcredit.assessment.answers.document import document_of
from socialcredit.assessment.document import (
    Blank,
    Block,
    Declared,
    Document,
    Grid,
    Paragraph,
    words_of,
)
from socialcredit.assessment.evidence import Evidence
from socialcredit.cli import main
from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check_file import check_file
from socialcredit.language.model.declared import QUESTIONS, to_be_filled_in
from socialcredit.language.model.form import Form
from socialcredit.language.resolve.forms import (
    ART5,
    form_names,
    load_conditions,
    load_declared,
    load_form,
)
from socialcredit.results.measures.registry import BY_ID

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "form-file.md"
OWN = """
form: our-form
title: What our council asks
official: {says: Ours, asked: 2026-11-29}
sections:
  - section: 1
    title: Errors
    asks: How many?
    answers:
      - {text: The council asks this every year.}
      - {say: wrongful}
      - {measure: [M1.share, M2], title: Both kinds of error}
      - {declared: purpose, else: blank}
      - {blank: "What else is there to say?"}
"""


def own_form(tmp_path: Path, text: str = OWN) -> Path:
    path = tmp_path / "our-form.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def blocks_of(document: Document) -> list[Block]:
    return [block for section in document.sections for block in section.blocks]


def blanks_of(document: Document) -> list[Blank]:
    return [block for block in blocks_of(document) if isinstance(block, Blank)]


def asked_in(form: Form) -> set[str]:
    return {a.declared for s in form.sections for a in s.answers if a.declared}


def refused(tmp_path: Path, text: str) -> SocialCreditError:
    with pytest.raises(SocialCreditError) as caught:
        load_form(own_form(tmp_path, text), registry.ids())
    return caught.value


@pytest.mark.parametrize("name", form_names())
def test_every_answer_of_a_shipped_form_exists(name: str) -> None:
    form = load_form(name, registry.ids())
    assert form.sections and form.official.asked


def test_four_forms_ship_and_the_conditions_are_none() -> None:
    assert form_names() == ["dpia-2026", "fria-27", "full", "iama-2026"]


@pytest.mark.parametrize("name", form_names())
def test_blanks_are_numbered_once_in_the_order_of_reading(name: str, evidence: Evidence) -> None:
    document = document_of(load_form(name), evidence._replace(declared={}))
    numbers = [blank.number for blank in blanks_of(document)]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("name", form_names())
def test_each_fact_that_is_not_declared_is_one_blank(name: str, evidence: Evidence) -> None:
    form = load_form(name)
    none, every = (
        len(blanks_of(document_of(form, evidence._replace(declared=declared))))
        for declared in ({}, dict.fromkeys(QUESTIONS, "said"))
    )
    assert none - every == len(asked_in(form)) > 0


def test_a_fact_asked_twice_waits_once(evidence: Evidence, tmp_path: Path) -> None:
    twice = OWN + "      - {declared: purpose, else: blank}\n"
    document = document_of(load_form(own_form(tmp_path, twice)), evidence._replace(declared={}))
    assert len(blanks_of(document)) == 2
    last = blocks_of(document)[-1]
    assert isinstance(last, Paragraph) and "number 1 above" in words_of(last.inline)


def test_what_was_declared_stands_in_the_deployers_words(evidence: Evidence) -> None:
    told = evidence._replace(declared={"purpose": "To keep\nthe peace"})
    document = document_of(load_form("full"), told)
    said = [block for block in blocks_of(document) if isinstance(block, Declared)]
    assert [block.says for block in said] == ["To keep\nthe peace"]


def test_a_form_of_ones_own_is_answered_without_python(evidence: Evidence, tmp_path: Path) -> None:
    document = document_of(load_form(own_form(tmp_path), registry.ids()), evidence)
    assert document.title.startswith("What our council asks: ")
    grid = next(block for block in blocks_of(document) if isinstance(block, Grid))
    assert grid.caption == "Both kinds of error"
    heads = [words_of(row[0]) for row in grid.rows]
    assert heads[0].startswith("penal days that are wrong") and len(heads) == 2
    assert [blank.asks for blank in blanks_of(document)] == ["What else is there to say?"]


@pytest.mark.parametrize(
    ("wrong", "right", "line", "meant"),
    [
        ("say: wrongful", "say: wrongfull", 11, "wrongful"),
        ("measure: [M1.share", "measure: [M1.shar", 12, "M1.share"),
        ("declared: purpose", "declared: porpose", 13, "purpose"),
        ("title: Errors", "titel: Errors", 7, "title"),
    ],
)
def test_a_name_nobody_knows_is_told_with_its_line_and_the_nearest(
    wrong: str, right: str, line: int, meant: str, tmp_path: Path
) -> None:
    found = refused(tmp_path, OWN.replace(wrong, right))
    assert found.where.split("our-form.yaml:")[1].startswith(f"{line}:")
    assert found.meant == meant


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("{say: wrongful, table: causes}", "`say` and `table`"),
        ("{asks: Who}", "of none"),
        ("{say: wrongful, lines: 3}", "`lines` says nothing beside `say`"),
        ("{table: groups, by: [age]}", "no rows by `age`"),
        ("{table: causes, by: [sex]}", "no rows by `sex`"),
    ],
)
def test_an_answer_is_of_one_kind_with_what_belongs_to_it(
    answer: str, said: str, tmp_path: Path
) -> None:
    found = refused(tmp_path, OWN.replace("{say: wrongful}", answer))
    assert said in found.message and ":11:" in found.where


def test_a_number_of_a_section_stands_once(tmp_path: Path) -> None:
    again = OWN + "  - {section: '1', title: More, asks: Who, answers: [{text: This.}]}\n"
    assert "already" in refused(tmp_path, again).message


def test_a_form_nobody_ships_is_refused_with_the_nearest() -> None:
    with pytest.raises(SocialCreditError) as caught:
        load_form("fria-72")
    assert caught.value.meant == "fria-27"


def test_the_file_to_be_filled_in_asks_everything_and_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "declared.yaml"
    path.write_text(to_be_filled_in(), encoding="utf-8")
    assert load_declared(path) == {}
    assert all(question in path.read_text(encoding="utf-8") for question in QUESTIONS.values())


def test_yes_a_number_and_a_day_are_words_of_the_deployer(tmp_path: Path) -> None:
    path = tmp_path / "declared.yaml"
    path.write_text("is_ai_system: true\nperiod: 2027-01-01\nfrequency: 12\n", encoding="utf-8")
    assert load_declared(path) == {
        "is_ai_system": "yes", "period": "2027-01-01", "frequency": "12",
    }  # fmt: skip


def test_a_fact_that_nobody_asks_for_is_told_with_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "declared.yaml"
    path.write_text("purpose: To know\noversite: A judge\n", encoding="utf-8")
    with pytest.raises(SocialCreditError) as caught:
        load_declared(path)
    assert (caught.value.meant, ":2:" in caught.value.where) == ("oversight", True)


def test_the_conditions_of_article_5_name_measures_and_answers_that_exist() -> None:
    ids = registry.ids()
    found = load_conditions(ART5, BY_ID, ids.say | ids.table | ids.picture)
    told = [one.condition for one in found.conditions]
    assert told[:9] == ["0", "1", "2a", "2b", "2c", "2d", "3", "3i", "3ii"]
    assert all(one.cannot_be_tested for one in found.conditions if one.declared)
    assert all("absence" in (one.otherwise or "") for one in found.conditions if one.shown_when)


def test_the_reference_names_every_answer_and_its_example_is_a_form(tmp_path: Path) -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    ids = registry.ids()
    named = {*ids.say, *ids.table, *ids.picture, *QUESTIONS, *form_names()}
    assert [name for name in sorted(named) if f"`{name}`" not in text] == []
    example = text.split("```yaml\n")[1].split("```")[0]
    assert load_form(own_form(tmp_path, example), ids).form == "our-council"


def test_check_knows_forms_and_what_is_declared(tmp_path: Path) -> None:
    declared = tmp_path / "declared.yaml"
    declared.write_text("purpose: To know\n", encoding="utf-8")
    assert check_file(own_form(tmp_path)).endswith("a form, everything fits (sections: 1)")
    assert "sections: 8" in check_file("fria-27")
    assert check_file(declared).endswith(f"everything fits (said: 1 of {len(QUESTIONS)})")


def test_check_tells_answers_that_nobody_can_give(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = own_form(tmp_path, OWN.replace("say: wrongful", "say: wrongfull"))
    with pytest.raises(SystemExit) as left:
        main(["check", str(path), "--json"])
    fields = json.loads(capsys.readouterr().out)
    (error,) = fields["errors"]
    assert left.value.code == 1
    assert (fields["kind"], error["meant"]) == ("form", "wrongful")


def test_a_condition_is_looked_at_in_one_way(tmp_path: Path) -> None:
    path = tmp_path / "art5.yaml"
    text = ART5.read_text(encoding="utf-8")
    both = "    reads: rewards\n    declared: purpose\n    cannot_be_tested: it is not\n"
    path.write_text(text.replace("    reads: rewards\n", both), encoding="utf-8")
    with pytest.raises(SocialCreditError, match="in one way"):
        load_conditions(path)
