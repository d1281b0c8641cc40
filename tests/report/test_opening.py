"""The page opens with the real story; what is alike, or nothing, is not drawn again and again."""

import pytest

from socialcredit.language.resolve.loading import load_scenario, load_scheme
from socialcredit.language.resolve.paths import scenario_names
from socialcredit.report import opening
from socialcredit.report.page import write_report
from socialcredit.report.pictures.figure import Figure
from socialcredit.report.sections import doors, grades_and_conduct, proportion, together
from socialcredit.results.measures.summary import summary
from socialcredit.results.measures.surveillance import watching
from tests.results.synthetic import manifest, tiny_run, tiny_tables, write_run

SENTENCES = 5


def one_scheme(**more):
    return {**manifest()["names"]["schemes"][0], **more}


def run_of(folder, schemes, **scenario):
    told = manifest(scenario={"title": "A town", **scenario})
    told["names"]["schemes"] = schemes
    return write_run(folder, told, tiny_tables())


def in_order(text, *words):
    places = [text.index(word) for word in words]
    return places == sorted(places)


def test_the_real_story_and_the_departures_open_the_page(tmp_path):
    told = one_scheme(story=["It was so.", "It ended."], departures=["Firms are left out."])
    run = run_of(tmp_path / "one", [told], story=["Does it deter?"], departures=["A sample."])
    text = write_report(run).read_text("utf-8")
    assert in_order(
        text, "Written on", "what is not known", "What was simulated", "Does it deter?",
        "It was so. It ended.", "Firms are left out.", "A sample.",
    )  # fmt: skip


def test_with_several_systems_the_scenarios_own_story_opens_the_page(tmp_path):
    two = [one_scheme(name=name, title=name, story=[f"{name} was so."]) for name in "AB"]
    run = run_of(tmp_path / "two", two, story=["They stood together."], departures=["A sample."])
    text = write_report(run).read_text("utf-8")
    assert in_order(
        text,
        "numbers, and what is not known",
        "They stood together.",
        "A sample.",
        "A was so.",
        "B was so.",
    )
    assert text.count("They stood together.") == 1


def test_the_system_that_a_run_asks_about_opens_it_also_beside_another(tmp_path):
    two = [one_scheme(name=name, title=name, story=[f"{name} was so."]) for name in "AB"]
    run = run_of(tmp_path / "two", two, story=["Does it deter?"], twin={"without": ["B"]})
    text = write_report(run).read_text("utf-8")
    assert in_order(text, "Does it deter?", "B was so.", "A was so.")
    assert text.count("B was so.") == 1 and "the same luck, without B" in text
    assert in_order(text, "A was so.", "Its story, and where the simulation departs from it, stand")


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_opens_with_five_sentences_and_says_where_it_departs(name):
    scenario = load_scenario(name)
    without = scenario.twin.without if scenario.twin else ()
    about = without if len(without) == 1 else scenario.schemes
    story = load_scheme(about[0]).story if len(about) == 1 else scenario.story
    assert len(story) == SENTENCES
    assert scenario.departures or all(load_scheme(name).departures for name in scenario.schemes)


def test_a_section_without_a_picture_is_short_beside_other_schemes(tmp_path):
    two = [one_scheme(name=name, title=name) for name in "AB"]
    text = write_report(run_of(tmp_path / "two", two)).read_text("utf-8")
    assert 'class="short"' in text
    alone = write_report(run_of(tmp_path / "one", [one_scheme()])).read_text("utf-8")
    assert 'class="short"' not in alone


def test_a_rule_in_several_versions_is_one_entry_and_no_empty_catalogue_is_counted(tmp_path):
    scheme = one_scheme(lists=[])
    scheme["entries"] = [
        f"{scheme['entries'][0]}{day}" for day in ("", "@2015-01-01", "@2016-01-01")
    ]
    rules = dict(opening.facts(run_of(tmp_path / "run", [scheme])))["Rules"]
    assert "1 entry," in rules and "list" not in rules


def test_a_run_without_books_has_no_lives(tmp_path):
    tables = {**tiny_tables(), "panel_people": [], "panel_events": []}
    text = write_report(write_run(tmp_path / "run", manifest(), tables)).read_text("utf-8")
    assert "event by event" not in text and 'href="#lives"' not in text
    assert "the run kept no books of single people" in text


def test_bars_that_all_say_the_same_are_a_sentence():
    def bars_of(*told):
        rows = [[name, words] for name, words in zip("AB", told, strict=False)]
        return Figure("Records", "", "", ["body", "records"], rows)

    assert together._alike(bars_of("3, 1 % wrong", "3, 1 % wrong"))
    assert not together._alike(bars_of("3, 1 % wrong", "4, 1 % wrong"))
    assert not together._alike(bars_of("3, 1 % wrong"))


def test_refusals_of_all_schemes_are_summed_by_domain(tmp_path):
    run = tiny_run(tmp_path / "run")
    row = {"effect": "refuse", "domain": "debt", "refusals": 2, "attempts": 3}
    inspected = {**row, "effect": "inspect", "domain": "work"}
    other = {**row, "domain": "traffic", "refusals": 7, "attempts": 7}
    found = {"schemes": [{"M4": {"doors": [row, inspected]}}, {"M4": {"doors": [row, other]}}]}
    (figure,) = doors._refusals(run, found)
    assert [row[1] for row in figure.rows] == ["7 of 7 tries", "4 of 6 tries"]
    assert doors._refusals(run, {"schemes": [{"M4": {"doors": [row]}}]}) == []


def test_versions_of_a_rule_and_rules_on_one_deed_are_told_apart():
    row = {"title": "Hiding", "entry": "hid", "times": 2.0, "points": 1.0}
    other = {**row, "entry": "hid-twice", "times": 3.0}
    titles = [
        row["title"] for row in proportion._rows({"by_kind": [row, {**row, "times": 1.0}, other]})
    ]
    assert titles == ["Hiding (hid twice)", "Hiding (hid, version 1)", "Hiding (hid, version 2)"]
    assert proportion._rows({"by_kind": [row]})[0]["title"] == "Hiding"


def test_marks_that_penalise_nobody_are_no_flags_on_lawful_life(tmp_path):
    told = manifest()
    told["names"]["kind_signs"] = ["watched"] * len(told["names"]["kind_signs"])
    assert watching(write_run(tmp_path / "penal", told, tiny_tables()), 0) is not None
    told["names"]["schemes"][0]["penal"] = []
    harmless = write_run(tmp_path / "harmless", told, tiny_tables())
    assert watching(harmless, 0) is None and summary(harmless)["schemes"][0]["watching"] is None


def test_nobody_under_a_penalty_is_told_as_nobody(tmp_path):
    told = manifest()
    told["names"]["schemes"][0]["penal"] = []
    calm = write_run(tmp_path / "calm", told, tiny_tables())
    assert grades_and_conduct._fallen(calm, 0) == "nobody at any month's end"
    assert "at the end" in grades_and_conduct._fallen(tiny_run(tmp_path / "run"), 0)
