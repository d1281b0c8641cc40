"""Deeds left undone and awareness: what is counted, what words and page say of it."""

import pytest

from socialcredit.report.sections.undone import undone_section
from socialcredit.results.measures.response import awareness, left_undone
from socialcredit.results.measures.summary import summary
from socialcredit.results.words.summary import summary_text
from socialcredit.results.words.undone import aware_lines, most_words, reason, undone_lines
from tests.results.synthetic import manifest, rows, tiny_tables, write_run

TERMS = [
    "perceived-risk",
    "value-of-standing",
    "perceived-risk",
    "while-listed",
]  # one has two terms
# Jaywalking and loan arrears have entries of the tiny scheme, the good deeds none against anybody.
CONDUCT = rows(
    "world month place kind deeds effort sighted",
    "0 0 0 0 20 0 8", "0 1 0 0 12 0 0", "0 0 0 1 5 0 0", "0 0 0 2 9 4 0", "0 0 0 3 30 0 0",
    "1 0 0 0 99 0 0",
)  # fmt: skip
LEFT = rows(
    "world month place kind term deeds",
    "0 0 0 0 0 4", "0 1 0 0 0 2", "0 1 0 0 2 1", "0 1 0 1 1 3", "1 0 0 0 0 50",
)  # fmt: skip
HEARD = rows("month scheme place scored aware", "0 0 0 20 2", "1 0 0 40 12")


def names(**changes):
    told = {"kind_groups": ["road", "money", "registered good", "unmeasured good"], "terms": TERMS}
    return {**manifest()["names"], **told, **changes}


def lived(folder, named=None, **tables):
    told = {"conduct": CONDUCT, "refrained": LEFT, "awareness": HEARD}
    changes = manifest(names=named or names())
    return write_run(folder, changes, {**tiny_tables(), **told, **tables})


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return lived(tmp_path_factory.mktemp("runs") / "undone")


def test_deeds_left_undone_stand_beside_those_of_their_kinds_that_were_done(run):
    """Seven crossings and three arrears undone; 32 and 5 done; nothing of the twin."""
    found = left_undone(run)
    assert (found["deeds"], found["done"], found["under_rule"]) == (10, 37, True)
    assert (found["share"].part, found["share"].whole) == (10, 47)
    assert found["mechanisms"] == {"perceived-risk": 7, "value-of-standing": 3}
    assert found["most"] == {"month": "2014-02", "deeds": 6}
    assert found["places"] == []


def test_they_are_told_by_group_and_by_mechanism_within_it(run):
    road, money = left_undone(run)["groups"]
    assert (road["group"], road["deeds"], road["done"]) == ("road", 7, 32)
    assert road["mechanisms"] == {"perceived-risk": 7, "value-of-standing": 0}
    assert (money["group"], money["deeds"], money["done"]) == ("money", 3, 5)
    assert money["share"].few


def test_what_is_done_where_no_scheme_scores_anybody_is_no_base(tmp_path):
    """Nobody has a grade in the second month, nor in the second place."""
    elsewhere = rows(
        "world month place kind deeds effort sighted",
        "0 0 0 0 20 0 0", "0 1 0 0 12 0 0", "0 0 1 0 70 0 0",
    )  # fmt: skip
    graded = rows("month cell grade residents", "0 0 0 8", "0 1 0 2")
    run = lived(
        tmp_path / "run", names(places=["town", "village"]), conduct=elsewhere, grades=graded,
        refrained=LEFT[:1],
    )  # fmt: skip
    found = left_undone(run)
    assert (found["deeds"], found["done"]) == (4, 20)
    assert [(row["place"], row["deeds"], row["done"]) for row in found["places"]] == [
        ("Town", 4, 20)
    ]


def test_a_kind_that_no_rule_counts_stands_beside_all_of_its_like_without_those_for_points(
    tmp_path,
):
    run = lived(tmp_path / "run", refrained=rows("month kind term place deeds", "0 2 0 0 5"))
    found = left_undone(run)
    assert not found["under_rule"]
    assert [(row["group"], row["deeds"], row["done"]) for row in found["groups"]] == [
        ("registered good", 5, 5), ("road", 0, 32), ("money", 0, 5)
    ]  # fmt: skip


def test_care_while_listed_is_told_where_it_moved_anybody(tmp_path):
    one = rows("month kind term place deeds", "0 0 1 0 1")
    run = lived(tmp_path / "run", names(terms=["habit", "while-listed"]), refrained=one)
    assert left_undone(run)["mechanisms"] == {"habit": 0, "while-listed": 1}
    assert [reason(name).name for name in ("while-listed", "habit")] == ["while listed", "habit"]
    assert undone_lines(left_undone(run)) == [
        "1 of 38 deeds under a rule that people were about to do was left undone (2.6 %), while "
        "listed. How strongly people respond is assumed."
    ]


def test_the_words_say_how_many_and_why_and_that_it_is_assumed(run):
    assert undone_lines(left_undone(run)) == [
        "10 of 47 deeds under a rule that people were about to do were left undone (21 %): 7 for "
        "fear of being recorded and 3 because a grade was at stake. How strongly people respond "
        "is assumed."
    ]
    assert most_words(left_undone(run)) == "Most in one month: 6, in 2014-02."
    assert "10 of 47 deeds under a rule" in summary_text(run)


@pytest.mark.parametrize(
    ("left", "done", "told"),
    [(0, 0, None), (0, 1, "The one deed under a rule that people were about to do was done all"),
     (1, 0, "The one deed under a rule that people were about to do was left undone, too few to "
            "tell a share, for fear of being recorded."),
     (0, 40, "None of 40 deeds under a rule that people were about to do was left undone."),
     (2, 0, "Both deeds under a rule that people were about to do were left undone, too few to "
            "tell a share, all for fear of being recorded.")],
)  # fmt: skip
def test_few_of_them_are_told_in_english(tmp_path, left, done, told):
    crossed = rows("world month place kind deeds effort sighted", f"0 0 0 0 {done} 0 0")
    kept = rows("month place kind term deeds", f"0 0 0 0 {left}")
    run = lived(tmp_path / "run", conduct=crossed, refrained=kept)
    lines = undone_lines(left_undone(run))
    assert lines[0].startswith(told) if told else lines == []
    assert most_words(left_undone(run)) == ""


def test_awareness_is_of_those_scored_at_the_start_at_its_highest_and_at_the_end(run):
    found = awareness(run)
    assert found["start"] == {"month": "2014-01", "scored": 20, "aware": 2, "share": 0.1}
    assert found["highest"] == found["end"]
    assert (found["end"]["aware"], found["end"]["share"]) == (12, 0.3)
    assert aware_lines(found) == [
        "Heard of the scheme, of those scored: 10 % at first and 30 % at last (12 of 40 people)."
    ]


def test_the_highest_share_is_one_of_enough_people_and_the_end_the_last_with_anybody(tmp_path):
    few = rows(
        "month scheme place scored aware",
        "0 0 0 2 1", "1 0 0 20 8", "1 0 1 20 4", "2 0 0 30 6", "3 0 0 3 0",
    )  # fmt: skip
    named = names(places=["town", "village"])
    told = manifest(names=named, months=5, days=151)
    run = write_run(tmp_path / "run", told, {**tiny_tables(), "refrained": LEFT, "awareness": few})
    found = awareness(run)
    assert (found["highest"]["month"], found["highest"]["scored"]) == ("2014-02", 40)
    assert (found["end"]["month"], found["by_month"][4]) == ("2014-04", None)
    assert aware_lines(found) == [
        "Heard of the scheme, of those scored: 1 of 2 (too few to tell) at first, 30 % at most "
        "(2014-02) and 0 of 3 (too few to tell) at last."
    ]


def test_the_page_lays_groups_beside_mechanisms_and_draws_awareness(run):
    section = undone_section(run, summary(run))
    undone, heard = section.figures
    assert undone.header[1:3] == ["fear of being recorded", "a grade at stake"]
    assert undone.rows == [
        ["road", "7", "0", "7", "32", "18 %"],
        ["money", "0", "3", "3", "5", "3 of 8, too few to tell"],
    ]
    assert heard.rows == [
        ["Tiny score", "10 % (2 of 20), 2014-01", "30 % (12 of 40), 2014-02",
         "30 % (12 of 40), 2014-02"]
    ]  # fmt: skip
    assert "results of such assumptions" in section.paragraphs[1]


def test_several_places_have_a_picture_of_their_own(tmp_path):
    named = names(places=["town", "village"])
    far = rows("month place kind term deeds", "0 0 0 0 1", "0 1 0 0 9")
    run = lived(tmp_path / "run", named, refrained=far, awareness=[])
    places = undone_section(run, summary(run)).figures[1]
    assert [row[:2] for row in places.rows] == [["Town", "1"], ["Village", "9"]]
    assert places.alt.startswith("Bars: Village 9 of 9, too few to tell")


def test_where_no_response_is_on_nothing_is_told(tmp_path):
    still = [{**row, "effort": 0} for row in CONDUCT]
    run = lived(tmp_path / "run", names(terms=["while-listed"]), conduct=still, refrained=[])
    assert left_undone(run) is None and awareness(run) is None
    assert undone_section(run, summary(run)) is None
    assert undone_lines(None) == aware_lines(None) == []


def test_where_people_only_make_up_points_the_page_says_who_had_heard(tmp_path):
    run = lived(tmp_path / "run", names(terms=["while-listed"]), refrained=[])
    assert left_undone(run) is None
    section = undone_section(run, summary(run))
    assert len(section.figures) == 1 and "10 % at first" in section.paragraphs[0]
