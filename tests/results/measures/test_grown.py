"""What was added by whom, whom it hits, and how far it lies from what a catalogue began with."""

import pytest

from socialcredit.core.events import FILED
from socialcredit.report.sections.grown import grown_section
from socialcredit.results.measures.courses import courses
from socialcredit.results.measures.grown import grown, lines_in_force
from socialcredit.results.measures.registry import values
from socialcredit.results.measures.summary import summary
from tests.results.synthetic import manifest, tiny_tables, write_run


@pytest.fixture
def run(tmp_path):
    return pressed(tmp_path)


def pressed(tmp_path, **changed):
    """The tiny run, of whose entries the last was put in by riders, and one more was refused."""
    told, tables = manifest(), {**tiny_tables(), **changed}
    scheme = told["names"]["schemes"][0]
    entries, kinds = scheme["entries"], told["names"]["kinds"]
    scheme["entry_deeds"] = [deed if isinstance(deed, str) else kinds[deed]
                             for deed in scheme["entry_deeds"]]  # fmt: skip
    scheme["entry_months"] = [[0, 1]] * (len(entries) - 1) + [[1, 1]]
    founding = {
        told["names"]["kind_domains"][kinds.index(deed)] for deed in scheme["entry_deeds"][:-1]
    }
    last = kinds.index(scheme["entry_deeds"][-1])
    told["names"]["kind_domains"] = [
        domain if k != last else "elsewhere"
        for k, domain in enumerate(told["names"]["kind_domains"])
    ]
    assert "elsewhere" not in founding
    said = {"group": "Riders", "scheme": scheme["name"], "chance": 0.25}
    proposals = {name: {"scheme": scheme["name"], "deed": scheme["entry_deeds"][-1], "likely": p}
                 for name, p in ((entries[-1], 0.5), ("never", 0.25))}  # fmt: skip
    told["lobbying"] = {
        "rounds": [
            {**said, "proposal": entries[-1], "since": "2020-02-01", "accepted": True},
            {**said, "proposal": "never", "since": "2020-02-01", "accepted": False},
        ],
        "proposals": proposals,
    }
    return write_run(tmp_path / "run", told, tables)


def test_lines_are_told_by_who_got_them(run):
    found, many = grown(run), len(run.names["schemes"][0]["entries"])
    (riders,) = found["groups"]
    assert (riders["put_forward"], riders["accepted"], riders["chances"]) == (2, 1, 0.5)
    assert (found["founding"], found["later"], found["added"]) == (many - 1, 0, 1)


def test_the_share_outside_is_of_all_lines_and_the_expected_one_of_all_that_were_likely(run):
    found, many = grown(run), len(run.names["schemes"][0]["entries"])
    assert found["outside"] == pytest.approx(1 / many)
    assert found["expected"] == pytest.approx(0.75 / (many - 1 + 0.75))
    told = values(run)
    assert told["grown.added"] == 1 and told["grown.outside"] == pytest.approx(1 / many)


def test_records_under_added_lines_are_told_by_income(run):
    last = len(run.names["schemes"][0]["entries"]) - 1
    events, people = run.table("panel_events"), run.table("panel_people")
    mine = (events["what"] == FILED) & (events["entry"] == last) & (events["world"] == 0)
    against = mine & (events["points"] < 0)
    hits = grown(run)["hits"]
    assert hits["records"] >= int(against.sum())
    years = run.person_years / run.people
    rates = [rate for rate in hits["by_fifth"] if rate is not None]
    many = [int((people["fifth"] == fifth).sum()) for fifth in range(5)]
    total = sum(
        (rate or 0) * n * years / 1000 for rate, n in zip(hits["by_fifth"], many, strict=True)
    )
    assert rates and total == pytest.approx(hits["records"])


def test_the_page_tells_who_it_was_and_marks_what_was_put_in(run):
    section = grown_section(run, summary(run))
    assert section is not None and "Riders 1" in " ".join(section.paragraphs)
    assert {getattr(one, "mark", "") for one in section.paragraphs} >= {"put in", "came out"}


def test_a_run_in_which_nobody_presses_says_nothing(tiny):
    assert grown(tiny) is None and grown_section(tiny, summary(tiny)) is None
    assert values(tiny)["grown.added"] is None


def test_by_month_lines_stand_from_their_first_month_and_records_are_those_under_added_ones(run):
    found, many = lines_in_force(run), len(run.names["schemes"][0]["entries"])
    assert found["lines"].tolist() == [many - 1, many] and found["outside"].tolist() == [0, 1]
    outside, records = courses(run, 9)
    assert outside.monthly(run) == pytest.approx([0, 1 / many])
    (riders,) = grown(run)["groups"]
    assert found["records"].sum() == riders["records"] > 0 and records.words.startswith("records")
