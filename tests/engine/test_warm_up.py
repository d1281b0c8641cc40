"""A warm-up is lived and not told: what is told is the end of the longer run, with its stocks."""

from datetime import date

import numpy as np
import pytest

from socialcredit.core import events as happened
from socialcredit.core.errors import SocialCreditError
from socialcredit.engine.run import run_scenario, simulate
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_beliefs, load_scenario
from socialcredit.language.resolve.overrides import apply_sets
from socialcredit.results import month_ends, panel
from socialcredit.results.run import open_run
from socialcredit.results.words.summary import summary_text
from tests.engine.towns import SHARP, town

LONG = {"starts": date(2014, 1, 1), "ends": date(2014, 9, 30), "panel_households": 10_000}
WARM = {**LONG, "warm_up": date(2014, 1, 1), "starts": date(2014, 6, 1)}
LEAD, FIRST = 5, 151  # January to May
BUSY = [
    *SHARP,
    "schemes.rongcheng.procedure.validity.bad=100 days",
    "schemes.rongcheng.procedure.office.decisions=3000",
    "schemes.rongcheng.procedure.finds.right=0.5",
    "assumptions.behaviour.dispute.right=0.5",
]
FLOWS = "conduct records harm appeals lists doors validity grades response".split()


@pytest.fixture(scope="module")
def both():
    """Tables of the months from January on, and of June on after a warm-up."""
    return [simulate(resolve(town(**days), BUSY), 2)[1] for days in (LONG, WARM)]


def test_the_months_told_are_those_of_the_longer_run(both):
    long, warm = both
    for name in FLOWS:
        late = long[name]["month"] >= LEAD
        for column, values in warm[name].items():
            shift = LEAD if column == "month" else 0
            assert np.array_equal(values + shift, long[name][column][late]), (name, column)
        assert len(warm[name]["month"])


def test_only_repairs_of_the_months_told_are_counted(both):
    long, warm = (tables["repair_days"]["cases"].sum() for tables in both)
    assert 0 < warm < long


def test_the_books_tell_no_deed_and_no_door_of_the_warm_up(both):
    long, warm = (tables["panel_events"] for tables in both)
    told = np.isin(warm["what"], (happened.DEED, happened.SIGHTED, happened.REFUSED))
    assert warm["day"][told].min() >= 0
    late = long["day"] >= FIRST
    for column in warm:
        shift = FIRST if column == "day" else 0
        now = warm["day"] >= 0
        assert np.array_equal(warm[column][now] + shift, long[column][late])


def test_of_the_records_of_the_warm_up_those_that_stand_are_kept(both):
    long, warm = (tables["panel_events"] for tables in both)
    over = (happened.COPIES_CORRECTED, happened.EXPIRED, happened.REPAIRED)

    def filed(events, early):
        mine = early & (events["what"] == happened.FILED)
        return set(
            zip(events["record"][mine].tolist(), events["entry"][mine].tolist(), strict=True)
        )

    early = long["day"] < FIRST
    gone = early & np.isin(long["what"], over)
    ended = set(zip(long["record"][gone].tolist(), long["entry"][gone].tolist(), strict=True))
    kept = filed(warm, warm["day"] < 0)
    assert ended and kept
    assert kept - ended == filed(long, early) - ended


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """The same two as run folders."""
    folder = tmp_path_factory.mktemp("runs")
    return [
        open_run(run_scenario(town(**days), threads=1, out=folder / name, sets=BUSY))
        for name, days in (("long", LONG), ("warm", WARM))
    ]


def test_everybody_stands_each_month_as_in_the_longer_run(runs):
    long, warm = runs
    books_of = [panel.panel_books(run) for run in runs]
    assert set(books_of[0]) == set(books_of[1])
    for who, events in books_of[0].items():
        for scheme in range(len(long.names["schemes"])):
            before = list(month_ends.by_month(long, events, scheme))[LEAD:]
            after = list(month_ends.by_month(warm, books_of[1][who], scheme))
            assert [(m.days, m.state.score, m.state.grade) for m in before] == [
                (m.days, m.state.score, m.state.grade) for m in after
            ]
            assert [set(m.state.live) for m in before] == [set(m.state.live) for m in after]
            assert [m.copy for m in before] == [m.copy for m in after]


def test_the_run_says_what_is_told_and_what_is_not(runs):
    warm = runs[1]
    assert (warm.months, warm.days) == (4, 122)
    assert "4 months from 2014-06-01 (after a warm-up since 2014-01-01 that is not told)" in (
        " ".join(summary_text(warm).split())
    )


def test_the_same_bits_on_any_number_of_threads(both):
    again = simulate(resolve(town(**WARM), BUSY), 1)[1]
    for name, table in both[1].items():
        assert all(np.array_equal(table[c], again[name][c]) for c in table), name


@pytest.mark.parametrize(
    "change", ["warm_up=2014-06-01", "warm_up=2015-01-01", "from=2014-06-02", "warm_up=1800-01-01"]
)
def test_a_warm_up_that_does_not_fit_is_refused(change):
    with pytest.raises(SocialCreditError):
        apply_sets(town(**WARM), {}, load_beliefs(), [change])


def test_in_2018_the_courts_and_lenders_have_the_files_of_the_years_before():
    asked = load_scenario("side-by-side")
    small = {"people": 60_000, "ends": date(2018, 1, 31), "twin": None, "panel_households": 0}
    small |= {"places": ("sichuan",), "schemes": ("court-list", "baihang")}
    setup, tables = simulate(resolve(asked.model_copy(update=small)), 2)
    scheme = [one.scheme for one in setup.schemes].index("court-list")
    lists = tables["lists"]
    mine = lists["scheme"] == scheme
    assert set(lists["month"][mine].tolist()) == {0}
    # 9.6 million entries in a nation of 1.4 billion are some 400 of 60,000 people, fewer by persons
    assert 100 < lists["stock"][mine].max() < 800
    lent = {name: int(column.sum()) for name, column in tables["lending"].items()}
    assert lent["borrowers"] > 1000 and lent["late"] > 10
