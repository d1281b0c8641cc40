"""A warning reaches whoever is warned; what comes after it is told as the procedure has it."""

from datetime import date

from socialcredit.core.events import CHARGED, FILED, NOTICE, REPAIRED
from socialcredit.language.model.entries import Entry, Meter
from socialcredit.language.model.procedure import Procedure
from tests.engine.towns import SHARP
from tests.month.test_dated_rules import HOLDS, lived

SILENT = Procedure(notice={"chance": 0, "after": "5 days"}, validity={"bad": "5 years"}, **HOLDS)
OFFENCE = {"deed": "traffic-offence", "points": -5, **HOLDS}
ONCE = {"warning": {"records": 1, "meter": "warnings"}}


def days_of(tables, what):
    """The days of events of one kind, by resident."""
    book, found = tables["panel_events"], {}
    chosen = book["what"] == what
    for who, day in zip(book["resident"][chosen], book["day"][chosen], strict=True):
        found.setdefault(int(who), []).append(int(day))
    return found


def town_where(**entry):
    return lived(
        SHARP, entries=(Entry(**OFFENCE | entry),), procedure=(SILENT,), lists=(),
        consequences=(), meters=(Meter(meter="warnings", resets="never"),), ends=date(2014, 6, 30),
    )  # fmt: skip


def test_the_first_record_is_told_and_no_later_one_where_nobody_is_told_of_records():
    tables = town_where(**ONCE)
    filed, told = days_of(tables, FILED), days_of(tables, NOTICE)
    assert any(len(days) > 1 for days in filed.values())
    last = int(tables["panel_events"]["day"].max())
    early = {who: [days[0] + 5] for who, days in filed.items() if days[0] + 5 <= last}
    assert {who: told[who] for who in early} == early
    assert set(told) <= set(filed)


def test_a_matter_that_goes_on_after_its_warning_can_be_repaired():
    mends = {"repair": {"after": "31 days", "chance": 1}}
    arrears = {"deed": "loan-arrears", "per": "month", "seen_by": ["banks"]}
    tables = town_where(**ONCE, **mends, **arrears)
    book = tables["panel_events"]
    spared = {who: days[0] for who, days in days_of(tables, FILED).items()}
    charged = days_of(tables, CHARGED)
    assert charged, "and yet months go on to count"
    repaired = days_of(tables, REPAIRED)
    early = [who for who in charged if spared[who] < int(book["day"].max()) - 60]
    assert early and all(repaired[who][0] <= spared[who] + 62 for who in early)


def test_without_a_warning_nobody_is_told_there():
    assert days_of(town_where(), NOTICE) == {}
