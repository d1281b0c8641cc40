"""Deeds that were stopped: what is counted, what the words and the page say of it."""

import pytest

from socialcredit.report.sections.incapacity import kept_section
from socialcredit.results.measures.incapacity import fewer_bad_deeds, kept_from_deeds
from socialcredit.results.words.incapacity import fewer_lines, kept_lines
from tests.results.synthetic import manifest, rows, tiny_tables, write_run

KEPT = rows(
    "month consequence minority people evading days wrong_days",
    "0 0 0 3 1 62 0",
    "1 0 0 2 1 28 14",
    "1 0 1 1 0 10 0",
)
STOPPED = rows(
    "month consequence minority kind deeds", "0 0 0 0 4", "1 0 0 0 3", "1 0 1 1 1", "1 0 0 2 2"
)
CONDUCT = rows(
    "world month place kind deeds effort sighted",
    "0 0 0 0 10 0 0", "0 1 0 1 5 0 0", "1 0 0 0 20 0 0", "1 1 0 1 6 0 0",
)  # fmt: skip


def lived(folder, **tables):
    told = {"incapacity": KEPT, "stopped": STOPPED, "conduct": CONDUCT}
    return write_run(folder, manifest(), {**tiny_tables(), **told, **tables})


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return lived(tmp_path_factory.mktemp("runs") / "kept")


def test_days_and_deeds_are_those_of_the_whole_run_and_people_those_at_its_end(run):
    (row,) = kept_from_deeds(run)
    assert (row["people"], row["evading"]) == (3, 1)
    assert (row["days"], row["wrong_days"]) == (100, 14)
    assert (row["bad"], row["lawful"], row["good"]) == (8, 0, 2)
    assert row["kinds"] == {"Jaywalking": 7, "Volunteering": 2, "Loan arrears": 1}


def test_the_words_say_for_how_long_how_wrongly_and_what_was_stopped(run):
    (line,) = kept_lines(kept_from_deeds(run))
    assert line == (
        "Kept from deeds: no fast train, 100 person-days, 14 % of them wrongly; it stopped 8 bad "
        "ones and 2 good ones. At the end it lay on 3 people, of whom 1 got round it."
    )


def test_what_was_stopped_is_told_apart_from_what_was_left_undone(run):
    """Eleven bad deeds are missing: eight were stopped."""
    found = fewer_bad_deeds(run)
    assert found == {"stopped": 8, "else": 3}
    (line,) = fewer_lines(found)
    assert "8 bad deeds were stopped" in line and "3 were left undone for other reasons" in line


def test_people_who_did_more_for_other_reasons_are_told_so():
    (line,) = fewer_lines({"stopped": 1, "else": -4})
    assert line == (
        "Of the difference, 1 bad deed was stopped because somebody was kept from it; for other "
        "reasons 4 more were done."
    )


def test_the_page_draws_what_was_stopped_by_kind(run):
    section = kept_section({"kept": kept_from_deeds(run)})
    (figure,) = section.figures
    assert [row[0] for row in figure.rows] == ["Jaywalking", "Volunteering", "Loan arrears"]
    assert "14 % of them wrongly" in section.points[0]


def test_where_nobody_is_kept_from_anything_nothing_is_said(tmp_path):
    bare = write_run(tmp_path / "run", manifest(), tiny_tables())
    assert kept_from_deeds(bare) == [] and kept_section({"kept": []}) is None
    assert fewer_bad_deeds(bare) is None and fewer_lines(None) == []


def test_one_kind_of_deed_needs_no_picture(tmp_path):
    one = lived(tmp_path / "run", stopped=STOPPED[:1])
    assert kept_section({"kept": kept_from_deeds(one)}).figures == []
