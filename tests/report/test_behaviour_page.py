"""The page on conduct: nine lines in order, marked, with both ranges, and never silent."""

import re
from dataclasses import replace

import pytest

from socialcredit.core.run_files import write_sealed
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.report.behaviour import QUESTIONS, answer, tells_behaviour
from socialcredit.report.page import write_report
from socialcredit.report.two_doubts import can_tell, rows_of
from socialcredit.results.assumed import Assumed, Pull
from socialcredit.results.measures import registry
from socialcredit.results.measures.measure import CAME_OUT, PUT_IN, Measure
from socialcredit.results.measures.summary import summary
from socialcredit.results.part import share
from socialcredit.results.run import open_run
from tests.report.full_looking import full_run
from tests.results.synthetic import manifest, tiny_tables, write_run

FOUND = Measure(
    "probe", "probing", "relative change", "less", "run", "change",
    lambda run, _: -0.25 if run.manifest["seed"] == 7 else -0.15, line=1, mark=CAME_OUT,
)  # fmt: skip
ASSUMED = Assumed(
    {"probe": (-0.4, 0.1)}, 32, 20_000, {"probe": (24, 8)},
    {"probe": [Pull("rates of deeds", 0.3, (0.2, 0.4), "mean size (Morris)")]},
    {"probe": "a price on norms"},
)  # fmt: skip


@pytest.fixture(scope="module")
def text(full):
    return write_report(full.folder).with_name("behaviour.html").read_text(encoding="utf-8")


@pytest.fixture
def probe(monkeypatch):
    """The first line has one number that is known by heart."""
    monkeypatch.setattr("socialcredit.report.two_doubts.MEASURES", (FOUND,))


def test_nine_lines_stand_in_the_order_of_the_questions(text):
    assert [one.number for one in QUESTIONS] == list(range(1, 10))
    headings = re.findall(r'<h2><span class="no">(\d)</span>([^<]+)</h2>', text)
    assert headings == [(str(one.number), one.heading.replace("'", "&#39;")) for one in QUESTIONS]


def test_no_line_is_silent(full):
    for question in QUESTIONS:
        told = answer(question, full, summary(full), (), None)
        assert told.paragraphs or told.rows or told.off, question.key


@pytest.mark.parametrize(
    "name", ["rongcheng-ended", "suining-protest", "lobbied", "daycare", "naming-escapes"]
)
def test_whoever_asks_whether_it_makes_people_better_sees_who_knew_a_rule(name):
    """The second line tells watched and unwatched apart without being asked with a `--set`."""
    assert load_scenario(name).who_knew


def test_the_report_and_the_page_lead_to_each_other(full, text):
    assert 'href="report.html"' in text
    report = (full.folder / "report.html").read_text(encoding="utf-8")
    assert 'href="behaviour.html"' in report


def test_nothing_is_fetched_from_anywhere(text):
    assert not re.search(r"https?://|@import|<script|<link|<iframe|xlink|src=", text)


def test_every_measure_of_a_line_is_marked_put_in_or_came_out():
    for measure in registry.MEASURES:
        assert bool(measure.line) == bool(measure.mark), measure.id
        assert measure.line in range(10) and measure.mark in ("", PUT_IN, CAME_OUT)


def test_luck_and_assumptions_stand_side_by_side_and_one_run_says_that_it_is_one(full, probe):
    (alone,) = rows_of(1, full, (), ASSUMED)
    assert (alone.value, alone.luck, alone.assumptions) == ("−25 %", "not known", "−40 % to +10 %")
    assert alone.mark == CAME_OUT
    (unasked,) = rows_of(1, full, (), None)
    assert unasked.assumptions == "not known"


def test_where_one_run_knows_no_luck_that_of_a_sensitivitys_seeds_is_cited(full, probe, tmp_path):
    known = ASSUMED._replace(luck={"probe": (-0.3, -0.2, 8)})
    (row,) = rows_of(1, full, (), known)
    assert row.luck == "−30 % to −20 %, 8 seeds of 20,000 people"
    other = full_run(tmp_path / "other", seed=2)
    assert rows_of(1, full, [other], known)[0].luck.endswith(", 2 seeds"), (
        "seeds of one's own first"
    )


def test_with_other_seeds_the_number_is_their_mean_with_its_range(full, probe, tmp_path):
    other = full_run(tmp_path / "other", seed=2)
    other.manifest["seed"] = 8
    (row,) = rows_of(1, full, [other], None)
    assert row.value == "−20 %" and row.luck.endswith("2 seeds")


def test_beside_a_mean_over_seeds_stand_the_cases_of_all_of_them(full, monkeypatch, tmp_path):
    counted = replace(
        FOUND, value=lambda run, _: share(-2, 8 if run.manifest["seed"] == 7 else 12), kind="change"
    )
    monkeypatch.setattr("socialcredit.report.two_doubts.MEASURES", (counted,))
    other = full_run(tmp_path / "other", seed=2)
    other.manifest["seed"] = 8
    assert rows_of(1, full, (), None)[0].counts == "8 to 6"
    assert rows_of(1, full, [other], None)[0].counts == "20 to 16, 2 seeds together"


def test_where_fewer_than_95_in_100_draws_agree_the_model_cannot_tell(full, probe):
    (verdict,) = can_tell(full, (), ASSUMED)
    assert verdict.sure is False
    assert verdict.text.startswith("The model cannot tell the sign of this number.")
    assert "24 of 32 draws" in verdict.text
    assert "It turns first of all on: a price on norms (which" in verdict.text, "and no mere size"
    (nothing,) = can_tell(full, (), ASSUMED._replace(turns={"probe": None}))
    assert nothing.text.endswith("On which doubt it turns, so few draws cannot tell.")
    (sure,) = can_tell(full, (), ASSUMED._replace(signs={"probe": (31, 1)}))
    assert sure.sure and "below nought in 31 of 32 draws" in sure.text
    (mostly_nought,) = can_tell(full, (), ASSUMED._replace(signs={"probe": (4, 0)}))
    assert mostly_nought.sure is False and "4 of 32 draws" in mostly_nought.text
    (unasked,) = can_tell(full, (), None)
    assert unasked.sure is None


def test_a_mechanism_that_is_off_is_told_with_the_way_to_turn_it_on(tmp_path):
    told = manifest()
    told["names"] |= {
        "terms": ["perceived-risk", "while-listed"],
        "kind_groups": ["road", "money", "registered good", "unmeasured good"],
        "responses": [
            {"name": "perceived-risk", "title": "Belief about being recorded", "on": True},
            {"name": "offsetting", "title": "Cheap good deeds", "on": False},
        ],
    }
    run = write_run(tmp_path / "run", told, tiny_tables())
    (fourth,) = [one for one in QUESTIONS if one.number == 4]
    off = answer(fourth, run, summary(run), (), None).off
    assert off.startswith("Cheap good deeds (`offsetting`) is off in this run")
    assert "--set responses.offsetting=true" in off
    page = write_report(run.folder).with_name("behaviour.html").read_text(encoding="utf-8")
    assert "<code>offsetting</code>" in page
    assert "tells of it: Cheap good deeds; Groups that press" in page


def test_a_run_in_which_nobody_responds_has_no_such_page(tmp_path):
    told = manifest()
    told["names"] |= {"terms": ["while-listed"], "responses": []}
    tables = tiny_tables()
    striving = write_run(tmp_path / "striving", told, tables)
    assert tells_behaviour(striving), "somebody makes an effort"
    for row in tables["conduct"]:
        row["effort"] = 0
    run = write_run(tmp_path / "run", told, tables)
    assert not tells_behaviour(run)
    write_report(run.folder)
    assert not (run.folder / "behaviour.html").exists()
    assert "behaviour.html" not in (run.folder / "report.html").read_text(encoding="utf-8")


def test_the_strengths_that_move_the_first_line_are_cited_from_a_sensitivity(full, tmp_path):
    run = full_run(tmp_path / "run")
    pull = {
        "title": "a price on norms",
        "size": 0.3,
        "interval": [0.2, 0.4],
        "how": "mean (Morris)",
    }
    cited = {
        "ranges": {}, "points": 32, "people": 20_000, "signs": {},
        "pulls": {"conduct.bad.change": [pull]},
    }  # fmt: skip
    write_sealed(run.folder / "doubt.json", cited)
    page = write_report(open_run(run.folder)).with_name("behaviour.html").read_text("utf-8")
    assert "What moves it most: bad deeds" in page and "a price on norms" in page


def test_fear_of_a_record_and_fear_for_a_grade_are_told_apart(full):
    (third,) = [one for one in QUESTIONS if one.number == 3]
    told = answer(third, full, summary(full), (), None)
    assert told.paragraphs[0].mark == PUT_IN
    rows = {row.what.partition(",")[0]: row for row in told.rows}
    fear, grade = (rows[f"deeds left undone for fear {of}"] for of in ("of being recorded",
                                                                        "for a grade"))  # fmt: skip
    assert fear.value != grade.value and fear.mark == PUT_IN
    assert "deeds left undone while listed" not in rows, "nobody was"
    why = told.figures[0]
    left = summary(full)["left_undone"]
    assert sum(int(row[1].replace(",", "")) for row in why.rows) == left["deeds"]


@pytest.mark.parametrize("on", [(), ("strain",), ("strain", "giving-up")])
def test_where_one_case_was_lived_alone_the_page_says_how_to_have_both(tmp_path, on):
    told = manifest()
    told["scenario"] = {"scenario": "s"}
    told["names"]["responses"] = [
        {"name": name, "title": name, "on": name in on} for name in ("strain", "giving-up")
    ]
    run = write_run(tmp_path / "run", told, tiny_tables())
    (seventh,) = [one for one in QUESTIONS if one.number == 7]
    text = " ".join(answer(seventh, run, summary(run), (), None).paragraphs)
    which = {1: "strain", 2: "strain and giving up"}.get(len(on), "strain and giving up")
    assert f"These numbers are of people {'with' if on else 'without'} {which}." in text
    if on:
        assert "have not been lived yet" in text and f"socialcredit resume {run.folder}" in text
        return
    sets = "--set responses.strain=true --set responses.giving-up=true"
    assert f"`socialcredit run s {sets}` lives them with both and, beside it, without." in text
