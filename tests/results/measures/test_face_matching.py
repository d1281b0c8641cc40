"""Hits of devices that match faces, worked out on paper."""

import pytest

from socialcredit.core import events as happened
from socialcredit.report.sections import devices
from socialcredit.report.sections.devices import devices_section
from socialcredit.results.measures.face_matching import (
    _wrong_interval,
    by_cause,
    face_matching,
)
from socialcredit.results.words.scheme import face_matching_lines
from tests.results.synthetic import event, manifest, rows, tiny_run, tiny_tables, write_run


def watched_run(folder, seen_by):
    """The tiny run, whose cameras stood for four days before the ten people."""
    names = manifest()["names"]
    names |= {"device_days": {"cameras": 4.0}, "gallery_shares": {"cameras": 0.007}}
    names["schemes"][0]["entry_seen_by"] = seen_by
    return tiny_run(folder, names=names)


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs") / "watched"
    return watched_run(folder, [["cameras"], ["banks"], ["cameras", "banks"]])


def test_hits_are_told_by_device_and_day_and_by_what_was_behind_them(watched):
    # crossings: 4 right, 1 on somebody else, 3 with nothing behind them; eight in four days
    (row,) = face_matching(watched)["sources"]
    assert (row["hits"], row["right"], row["wrong_person"], row["false_alarm"]) == (8, 4, 1, 3)
    assert (row["per_device_day"], row["precision"]) == (2.0, 0.5)


def test_who_is_named_wrongly_is_told_by_group(watched):
    # wrong records over two months: 3 among 8 of the majority, 2 among 2 of the minority
    rates = {row["group"]: row["wrong"] for row in face_matching(watched)["wrongly"]["minority"]}
    assert rates == pytest.approx({"majority": 3 / 8 * 6, "minority": 2 / 2 * 6})


def test_how_many_wrong_records_that_were_is_told_with_the_rate(watched):
    wrongly = face_matching(watched)["wrongly"]
    records = {row["group"]: row["records"] for row in wrongly["minority"]}
    assert records == {"majority": 3, "minority": 2}
    assert sum(row["records"] for row in wrongly["female"]) == 5


def test_hits_of_some_months_are_those_filed_in_them(watched):
    assert by_cause(watched, 0, ("cameras",)).tolist() == [4, 1, 3, 0, 0]
    assert by_cause(watched, 0, ("cameras",), [0]).sum() == 8
    assert by_cause(watched, 0, ("cameras",), [1]).sum() == 0


def test_several_sources_are_named_together_with_the_days_of_all(tmp_path):
    names = manifest()["names"]
    names |= {"device_days": {"cameras": 4.0, "banks": 6.0},
              "gallery_shares": {"cameras": 0.2, "banks": 0.5}}  # fmt: skip
    names["schemes"][0]["entry_seen_by"] = [["cameras", "banks"], ["banks"], []]
    both, banks = face_matching(tiny_run(tmp_path / "run", names=names))["sources"]
    assert (both["sources"], both["device_days"], both["hits"]) == (["cameras", "banks"], 10, 8)
    assert (both["per_device_day"], both["gallery"]) == (0.8, 0.5)
    # a right person under another deed or size is the offender all the same
    assert (banks["right"], banks["precision"], banks["device_days"]) == (6, 1, 6)


def test_of_the_panels_hits_the_households_of_wrong_ones_say_how_far_luck_goes(tmp_path):
    told = manifest(people=60)
    told["names"] |= {"device_days": {"cameras": 4.0}}
    told["names"]["schemes"][0]["entry_seen_by"] = [["cameras"], ["banks"], []]
    people = rows("resident household cell age", *(f"{who} {who} 0 40" for who in range(60)))
    causes = [2, 1, 4, 0, 3, 0]
    hits = [event(who, 5, happened.FILED, kind=0, entry=int(who > 55), cause=causes[who % 6],
                  record=who) for who in range(60)]  # fmt: skip
    run = write_run(
        tmp_path / "run", told,
        {**tiny_tables(), "panel_people": people, "panel_events": hits},
    )  # fmt: skip
    low, high = _wrong_interval(run, 0, ("cameras",), 0.5)
    assert low < 0.5 < high
    assert _wrong_interval(run, 0, ("banks",), 0.5) is None  # five hits are too few
    assert _wrong_interval(run, 0, ("cameras",), None) is None


def test_entries_that_anybody_else_can_bring_are_no_hits(tmp_path):
    run = watched_run(tmp_path / "run", [["cameras", "banks"], ["banks"], []])
    assert face_matching(run) is None


def test_hits_of_two_kinds_add_up_and_one_sighting_under_two_entries_is_one_hit(tmp_path):
    # crossings 8 records; arrears 5 + 1 with a wrong size
    run = watched_run(tmp_path / "two", [["cameras"], ["cameras"], []])
    assert face_matching(run)["sources"][0]["hits"] == 14
    run.names["schemes"][0]["entry_deeds"][1] = "jaywalking"  # a photo beside the fine
    assert face_matching(run)["sources"][0]["hits"] == 8


def test_the_summary_says_it_in_one_sentence(watched):
    (line,) = face_matching_lines({"face_matching": face_matching(watched)})
    assert line == (
        "cameras: 2 hits a device and day. Of 8 hits, 4 of 8 (too few to tell) name somebody who "
        "did it, 1 falls on somebody else and 3 fall on people who did nothing or were not there. "
        "It can name 0.7 % of the residents."
    )


def test_the_page_tells_it_and_says_nothing_where_there_are_no_devices(watched, monkeypatch):
    told = {"face_matching": face_matching(watched), "hits_by_year": [], "undone_by_year": []}
    assert len(devices_section(told).figures) == 1  # groups: luck
    monkeypatch.setattr(devices, "FEWEST", 4)
    section = devices_section(told)
    assert "2 hits" in section.paragraphs[0]
    assert section.figures[0].rows == [["cameras", "8", "2", "4", "1", "3"]]
    assert [row[:2] for row in section.figures[1].rows][:2] == [
        ["group", "majority"],
        ["group", "minority"],
    ]
    assert devices_section({"face_matching": None}) is None


def test_devices_that_hit_nobody_are_told_in_a_short_sentence():
    row = {"title": "Cameras at crossings", "hits": 0, "device_days": 1234.4}
    told = face_matching_lines({"face_matching": {"sources": [row]}})
    assert told == ["Cameras at crossings: no hit in 1,234 days of a device."]


def test_the_three_errors_of_a_device_are_told_apart(watched):
    watched.names["device_errors"] = {
        "cameras": {"offences": 0.6, "miss": 0.075, "false_match": 0.01, "minority_times": 6.0,
                    "confirms_right": 0.98, "confirms_wrong": 0.2},
    }  # fmt: skip
    told = {"face_matching": face_matching(watched), "hits_by_year": [], "undone_by_year": []}
    text = " ".join(devices_section(told).paragraphs)
    assert "Believed of cameras: 60 % of the offences before it give a face" in text
    assert "of faces in the gallery 7.5 % are missed" in text
    assert "1.0 % find somebody else, 6.0 times as many of the minority's" in text
    assert "a check confirms 98 % of right matches and 20 % of wrong ones." in text
    watched.names["device_errors"]["cameras"] |= {"confirms_right": 1.0, "confirms_wrong": 1.0}
    text = " ".join(devices_section(told | {"face_matching": face_matching(watched)}).paragraphs)
    assert "nobody checks a match." in text
