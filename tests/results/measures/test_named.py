"""Who is named at one month's end, and whom mobs hit: counted from a run made by hand."""

import pytest
from pytest import approx

from socialcredit.report.behaviour import QUESTIONS, answer
from socialcredit.report.sections.naming import naming_section
from socialcredit.results.measures.courses import courses
from socialcredit.results.measures.named import attacks, named, named_in_all
from socialcredit.results.measures.registry import chosen, values
from socialcredit.results.measures.summary import summary
from socialcredit.results.run import Run
from socialcredit.results.words.named import attack_lines
from tests.results.synthetic import in_columns, manifest, tiny_tables, write_run

NAMED = [
    {"month": 0, "place": 0, "means": 0, "people": 50, "wrongly": 5},
    {"month": 0, "place": 1, "means": 1, "people": 4, "wrongly": 0},
    {"month": 1, "place": 0, "means": 1, "people": 7, "wrongly": 1},
]
NAMES = ("named", "misnamed", "right", "wrong", "beside", "runaway")
ATTACKS = [
    {"month": month, "place": place, **dict(zip(NAMES, counts, strict=True))}
    for month, place, counts in [
        (0, 0, (50, 5, 0, 0, 0, 0)), (1, 0, (3, 1, 6, 1, 2, 0)), (1, 1, (7, 0, 2, 0, 1, 4)),
    ]
]  # fmt: skip


def made(folder, **tables):
    """A run of two places with these tables besides."""
    told = manifest()
    told["names"] |= {"places": ["here", "there"], "place_titles": ["Here", "There"]}
    told["names"]["responses"] = [
        {"name": name, "title": name, "on": name in ("mob", "shame")}
        for name in ("perceived-risk", "shame", "mob")
    ]
    return write_run(folder, told, tiny_tables() | tables)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return made(tmp_path_factory.mktemp("runs") / "run", named=NAMED, attacks=ATTACKS)


def test_all_means_are_counted_at_the_same_month_s_end(run):
    rows = named(run)
    assert [(row["means"], row["month"], row["people"], row["most"]) for row in rows] == [
        ("web", 1, 0, 50), ("app", 1, 7, 7),
    ]  # fmt: skip
    assert named_in_all(run) == {"people": 7, "wrongly": 1}


def test_with_mobs_alone_those_named_have_their_course():
    """Who is named is counted where a mob looks for names, and not only where somebody minds."""
    tables = tiny_tables() | {"named": NAMED, "attacks": ATTACKS}
    alone = Run(None, manifest(), in_columns(tables))
    assert not alone.has("threatened")
    found = {one.words: one for one in courses(alone, 6)}
    public = found["named before the public at month ends"]
    assert public.monthly(alone) == approx([54 / alone.people * 1000, 7 / alone.people * 1000])
    assert float(found["of those named the wrong ones"].monthly(alone)[1]) == approx(1 / 7)


def test_the_sentence_says_at_which_month_s_end_and_by_which_means_nobody_stands_there_any_more(
    run,
):
    section = naming_section(run, summary(run))
    (told,) = (text for text in section.paragraphs if "there stood named" in text)
    assert told.startswith(
        "At the end of February 2014 there stood named: nobody any longer on the"
    )
    assert "where at most 50 stood; 7 people in an app, of whom 1 wrongly" in told
    pictures = [figure.title for figure in section.figures]
    assert "Who stands before the public at the end of February 2014, by means" in pictures


def test_attacks_are_split_by_whom_they_hit_and_by_place(run):
    found = attacks(run)
    assert (found["attacks"], found["right"], found["wrong"], found["beside"]) == (12, 8, 1, 3)
    assert found["amiss"] == approx(4 / 12) and (found["named"], found["misnamed"]) == (60, 6)
    assert [(row["place"], row["attacks"]) for row in found["by_place"]] == [(0, 9), (1, 3)]
    assert found["twin"] == 0 and found["runaway"] == 4
    numbers = values(run, chosen(["naming"]))
    assert numbers["naming.attacks"] == approx(1000 * 12 / run.people)
    assert numbers["naming.attacks.amiss"] == approx(4 / 12)


def test_the_page_tells_whom_a_mob_hit_that_sizes_are_put_in_and_where_they_mean_nothing(run):
    (sixth,) = [one for one in QUESTIONS if one.number == 6]
    told = answer(sixth, run, summary(run), (), None)
    text = " ".join(told.paragraphs)
    assert (
        "12 attacks followed: 8 on people rightly named, 1 on people wrongly named and 3 on" in text
    )
    assert "In the twin there were 0." in text and "nobody has counted any" in text
    assert "In 4 months of communities anger stood at its bound" in text
    (drawn,) = (one for one in told.figures if one.title.startswith("Attacks by mobs"))
    assert drawn.rows == [["Here", "53", "6", "6", "1", "2"], ["There", "7", "0", "2", "0", "1"]]
    assert told.off == ""


def test_where_names_call_forth_no_attack_that_is_said_and_where_no_mob_is_on_nothing_is(tmp_path):
    quiet = attacks(made(tmp_path / "quiet", named=NAMED, attacks=ATTACKS[:1]))
    assert "No attack followed." in attack_lines(quiet)[0] and len(attack_lines(quiet)) == 2
    off = made(tmp_path / "off", named=NAMED)
    for name in ("attacks", "threatened"):  # which such a run has not got
        del off.manifest["table_files"][name]
    assert attacks(off) is None and naming_section(off, summary(off)) is None
