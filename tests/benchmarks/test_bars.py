"""Bars: met or missed by the number as it is shown, and the rows that the README has."""

from pathlib import Path

import pytest

from benchmarks import behaviour, firms, nation, own, towns
from benchmarks.__main__ import main
from benchmarks.bars import Bar
from benchmarks.own import Row, Timings, in_words
from benchmarks.table import OWN_HEAD, PEERS_HEAD, line, missed, table_of_own
from socialcredit.language.resolve.loading import load_beliefs, load_scenario

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "bar, value, judged",
    [
        (Bar(0.95, digits=3), 0.95, "at least 0.95: met"),
        (Bar(0.95, digits=3), 0.9496, "at least 0.95: met"),  # it is shown as 0.950
        (Bar(0.95, digits=3), 0.9494, "at least 0.95: missed"),
        (Bar(170, digits=0), 169.4, "at least 170: missed"),
        (Bar(most=47.7), 47.74, "at most 47.7: met"),
        (Bar(most=47.7), 47.76, "at most 47.7: missed"),
        (Bar(under=30, digits=0), 29.4, "under 30: met"),
        (Bar(under=30, digits=0), 30, "under 30: missed"),
    ],
)
def test_a_number_is_judged_as_it_is_shown(bar, value, judged):
    assert bar.judged(value) == judged


def told(name, threads, people, seconds, held):
    return {
        "scenario": name,
        "threads": threads,
        "people": people,
        "seconds": seconds,
        "resident_days_per_second": people * 90 / seconds,
        "bytes_per_resident": held,
    }


def timings(seconds_of_two=(0.5, 0.7, 0.8)) -> Timings:
    """Three rounds: Rongcheng in a second on one thread, twice as long in the last round."""
    one = [told("rongcheng", 1, 710_000, seconds, 47.68) for seconds in (1.0, 1.0, 2.0)]
    two = [told("rongcheng", 2, 710_000, seconds, 47.68) for seconds in seconds_of_two]
    workload = [told("points-day", 1, 1_000_000, 1.2, 30.0)] * 3
    side = [told("side-by-side", 2, 1_000_000, 2.5, 213.8)] * 3
    return Timings(one, two, workload, side)


def test_the_second_thread_is_judged_by_the_median_of_the_pairs():
    rows = own.rows_of_speed(timings())
    assert rows[0].result == "64 million resident-days a second"
    assert rows[1].value == 2.0 and rows[1].result == "91 million: 2.00 times one thread"
    assert [row.what for row in rows] == [
        "Rongcheng, 710,000 people, one thread",
        "the same, two threads",
        "the common workload, 1,000,000 people, one thread",
        "nine schemes side by side, 1,000,000 people, two threads",
    ]
    assert rows[3].result == "36 million: 2.5 times the time of Rongcheng alone"
    assert missed(None, own.rows_of_speed(timings((0.9, 0.9, 0.9)))) == ["the same, two threads"]


def of_firms(speed, held, records):
    return {
        "people": 61_240,
        "threads": 2,
        "firm_days_per_second": speed * 1e6,
        "bytes_per_firm": held,
        "open_records_each": records,
        "bytes_per_open_record": 24,
    }


def test_firms_have_bars_of_their_own():
    one = [of_firms(x, 73.9, 0.9) for x in (39.4, 59.9, 61.0)]
    five = [of_firms(x, 175.3, 2.0) for x in (19.4, 19.6, 18.0)]
    found = firms.rows_of(one, five)
    assert [row.bar.judged(row.value) for row in found] == [
        "at least 40: met",
        "at least 20: missed",
        "at most 64: met",
        "at most 24: met",
        "at most 24: met",
    ]
    assert "61,240 of them, two threads" in found[0].what and found[0].value == 59.9
    assert found[2].value == pytest.approx(73.9 - 0.9 * 24)
    assert found[3].value == pytest.approx((175.3 - 2.0 * 24 - found[2].value) / 4)


def test_a_town_is_held_to_months_a_second_and_to_megabytes():
    told = {"people": 5000, "months_a_second": 19.4, "open_seconds": 0.07, "megabytes": 14.5}
    speed, held = towns.rows_of(told)
    assert speed.bar.judged(speed.value) == "at least 20: missed"
    assert held.bar.judged(held.value) == "at most 20 MB: met"
    assert speed.result == "19 months a second and core, opened in 70 ms"


def test_with_every_way_to_respond_speed_bytes_and_compiling_have_bars():
    found = [told("all-on", 2, 710_000, seconds, 58.2) for seconds in (0.9, 0.91, 2.0)]
    rows = behaviour.rows_of(found, 44.4)
    assert [row.bar.judged(row.value) for row in rows] == [
        "at least 70: met",
        "at most 64: met",
        "under 45 s: met",
    ]
    assert "710,000 people, two threads" in rows[0].what


def test_the_usual_responses_are_held_to_an_earlier_state_in_pairs(monkeypatch, tmp_path):
    asked = []

    def bench(words, more):
        asked.append((words[-1], bool(more)))
        return {"cpu_seconds": 9.6 if more else 10.0}

    monkeypatch.setattr(behaviour, "ours", bench)
    row = behaviour.row_beside(2, 710_000, 2, tmp_path, lambda news: None)
    assert row.bar.judged(row.value) == "at least 0.97: missed" and row.result.startswith("0.960")
    pair = [("710000", False), ("710000", True)]
    assert asked == [("1000", False), ("1000", True), *pair, *pair]
    without = behaviour.row_beside(2, 710_000, 2, None, lambda news: None)
    assert without.bar is None and "give a checkout" in without.result


def test_the_scenario_with_everything_on_is_rongchengs_and_has_no_response_off():
    with behaviour.everything_on() as file:
        scenario = load_scenario(file)
    assert scenario.scenario == "all-on" and scenario.schemes[0] == "rongcheng"
    known = {one.mechanism for one in load_beliefs().behaviour.mechanisms}
    assert set(scenario.responses) == known - set(behaviour.NOT_OF_RESIDENTS)
    assert all(scenario.responses.values())
    for kind in ("deeds", "behaviour"):
        assert scenario.assumptions[kind] == f"rongcheng-ended/{kind}.yaml", "where hours count"


def test_a_nation_of_firms_has_a_bar_of_time_and_one_of_memory():
    told = {"people": 33_000_000, "peak_memory_bytes": 5 * 2**30}
    minutes, memory = firms.rows_of_nation(told, 899.0)
    assert minutes.bar.judged(minutes.value) == "under 15 min: missed"  # it is shown as 15.0
    assert memory.bar.judged(memory.value) == "at most 8 GiB: met"
    assert len(firms.rows_of_nation({**told, "peak_memory_bytes": None}, 1.0)) == 1


def test_one_core_measures_no_second_thread():
    rows = own.rows_of_speed(timings(())._replace(side=[told("side-by-side", 1, 10, 1, 1)]))
    assert rows[1].result == "not measured: there is one core"
    assert missed(None, rows) == []


def test_bytes_small_runs_and_compiling_have_their_bars():
    rows = [
        *own.rows_of_small({"anew": 24.9, "same": 33.0}),
        *own.rows_of_state(timings()),
        own.row_of_compiling(109.2),
    ]
    assert [row.bar.judged(row.value) for row in rows] == [
        "at least 25: missed",
        "at least 33: met",
        "at most 47.7: met",
        "at most 213.7: missed",
        "under 30 s: missed",
    ]
    assert rows[0].result == "24.9 a second and core"
    assert rows[2].result == "47.7 bytes" and rows[4].result == "1 min 49 s"
    assert in_words(29.4) == "29 s"


def test_the_order_of_a_round_and_its_median(monkeypatch):
    asked = []

    def bench(name, threads, people):
        asked.append((name, threads, people))
        return told(name, threads, people, 1.0, 1.0)

    monkeypatch.setattr(own, "_bench", bench)
    monkeypatch.setattr(own, "cores", lambda: 2)
    found = own.timings(2, 0.1, lambda news: None)
    round_ = [
        ("rongcheng", 1, 71_000), ("rongcheng", 2, 71_000),
        ("points-day", 1, 100_000), ("side-by-side", 2, 100_000),
    ]  # fmt: skip
    assert asked == round_ * 2
    assert [len(runs) for runs in found] == [2, 2, 2, 2]


def test_without_peers_it_says_how_they_are_given(monkeypatch, capsys):
    rows = [Row("compiling the first time", "the first run", "29 s", 29.0, Bar(under=30))]
    monkeypatch.setattr("benchmarks.__main__.measured_alone", lambda *asked: rows)
    for others in ("firms", "behaviour", "towns", "nation"):
        monkeypatch.setattr(f"benchmarks.__main__.{others}.rows", lambda *asked: [])
    assert main(["--bars"]) == 0
    printed = capsys.readouterr().out
    assert "make bench PEERS=PATH" in printed
    assert "| compiling the first time | the first run | 29 s | under 30: met |" in printed


def test_commands_are_marked_and_a_row_may_have_no_bar():
    rows = [Row("speed", "socialcredit bench x", "1 million"), Row("bytes", "as above", "2 bytes")]
    assert table_of_own(rows).splitlines()[2:] == [
        "| speed | `socialcredit bench x` | 1 million | |",
        "| bytes | as above | 2 bytes | |",
    ]
    assert missed(None, rows) == []


@pytest.mark.parametrize("head", [OWN_HEAD, PEERS_HEAD])
def test_the_readme_has_the_tables_that_are_printed(head):
    assert f"\n{line(head)}\n{line(['---'] * len(head))}\n" in README


def test_runs_at_rest_are_judged_by_the_median_of_the_pairs():
    pairs = [[{"ns": 300.0}, {"ns": 390.0}], [{"ns": 310.0}, {"ns": 372.0}], [{"ns": 300.0}] * 2]
    row = nation.row_of_rest(2_000_000, 18, pairs)
    assert row.value == pytest.approx(20)
    assert row.result == "372 to 300 ns a resident-month: 20 % more"
    assert not missed(None, [row])
    slower = [[{"ns": 100.0}, {"ns": 132.0}]]
    assert missed(None, [nation.row_of_rest(2_000_000, 18, slower)])
    assert missed(None, [nation.row_of_workers([(3.0, 2.0)])])
    held = {"people": 20_000_000, "megabytes": 399.4, "seconds": 52.0}
    assert missed(None, [nation.row_of_exchange({"people": 10_000_000, "per_cent": 2.3})])
    assert not missed(None, [nation.row_of_exchange({"people": 10_000_000, "per_cent": 1.9})])
    assert not missed(None, [nation.row_of_memory(held)])
    assert missed(None, [nation.row_of_memory(held | {"megabytes": 601.0})])
