"""Whatever a run files on somebody, an example person with the same records comes out the same."""

from datetime import date, timedelta

import pytest

from socialcredit.cases.judge import judge
from socialcredit.core.events import CORRECTED, EXPIRED, FILED, REPAIRED
from socialcredit.engine.run import simulate
from socialcredit.language.model.cases import Case
from socialcredit.language.model.entries import Entry, Layer, Meter
from socialcredit.language.model.procedure import Procedure
from socialcredit.language.model.score import Score
from socialcredit.language.resolve.inputs import resolve
from tests.engine.towns import SHARP, mechanisms_off, town
from tests.month.test_dated_rules import HOLDS

STARTS, ENDS = date(2014, 1, 1), date(2015, 3, 31)
LATER = {**HOLDS, "since": date(2014, 6, 10)}
OFTEN = [
    *SHARP,
    "assumptions.behaviour.dispute.right=0.5",
    "assumptions.sensors.traffic-police.sees.traffic-offence=1.0",
    "assumptions.sensors.village-reporters.sees.littering=1.0",
]
PROCEDURE = Procedure(
    notice={"chance": 1.0, "after": "3 days"}, dispute={"window": "60 days"},
    office={"decisions": 3000, "per": "100000 residents a month"},
    finds={"wrong": 1.0, "right": 0.5}, repair={"after": "20 days", "chance": 0.3},
    validity={"bad": "120 days", "good": "45 days"}, **HOLDS,
)  # fmt: skip
RULES = (
    Entry(deed="traffic-offence", ladder=[-10, -20, -50], meter="falls", **HOLDS),
    Entry(deed="loan-arrears", points=-30, warning={"records": 1, "meter": "told"}, **HOLDS),
    Entry(deed="littering", points=-30, cap={"points": 70, "meter": "taken"}, **HOLDS),
    Entry(deed="family-help", points=5, cap={"points": 12, "meter": "given"}, **HOLDS),
    Entry(deed="volunteering", points=7, layer="village", **HOLDS),
)
METERS = (
    Meter(meter="falls", resets="yearly"), Meter(meter="told", resets="never"),
    Meter(meter="taken", resets="yearly"), Meter(meter="given", resets="never"),
)  # fmt: skip
BOUNDS = (
    Score(start=1000, lowest=980, highest=1010, **HOLDS),
    Score(start=1000, lowest=940, highest=1003, **LATER),
)


@pytest.fixture(scope="module")
def lived():
    """A year and a quarter under rules of every kind, everybody's books kept."""
    silent = mechanisms_off() | {"dispute": True}
    asked = {"twin": None, "starts": STARTS, "ends": ENDS, "responses": silent}
    inputs = resolve(town(people=500, panel_households=5000, **asked), OFTEN)
    scheme = inputs.schemes[0].model_copy(
        update={
            "score": BOUNDS, "entries": RULES, "meters": METERS, "procedure": (PROCEDURE,),
            "layers": (Layer(layer="village", **LATER),), "lists": (), "consequences": (),
            "grades": (inputs.schemes[0].grades[0],),
        }
    )  # fmt: skip
    setup, tables = simulate(inputs._replace(schemes=(scheme,)), 1)
    return scheme, setup, tables["panel_events"]


def histories(setup, events):
    """Of everybody with a record: the records as an example has them, what became of whom, when."""
    names = {number: name for name, number in setup.deed_numbers.items()}
    sources = {number: name for name, number in setup.source_numbers.items()}
    found = {}
    columns = (events[name].tolist() for name in (
        "resident", "day", "what", "kind", "source", "record", "entry", "points", "score", "scheme",
    ))  # fmt: skip
    rows = sorted(zip(*columns, strict=True), key=lambda row: row[1])
    for who, day, what, kind, source, number, entry, points, score, scheme in rows:
        if scheme < 0 or what not in (FILED, CORRECTED, EXPIRED, REPAIRED):
            continue
        records, last = found.setdefault(who, ({}, {}))
        today = STARTS + timedelta(days=day)
        if what == FILED:
            records[number, entry] = {
                "deed": names[kind], "on": today, "source": sources[source]
            }  # fmt: skip
        elif what != EXPIRED:
            record = records[number, entry]
            record |= {"ends": today, "repaired": what == REPAIRED}
        last[today] = score + (points if what in (EXPIRED, REPAIRED) else 0)
    return found


def test_an_example_with_the_records_of_a_run_has_its_score(lived):
    """On the last three days on which anything happened to it."""
    scheme, setup, events = lived
    seen = corrected = 0
    for records, last in histories(setup, events).values():
        told = list(records.values())
        for day in list(last)[-3:]:
            case = {
                "case": "x", "person": {"age": 40, "layer": "village"}, "as_of": day,
                "records": [record for record in told if record["on"] <= day], "expect": {},
            }  # fmt: skip
            found = judge(scheme, Case.model_validate(case)).score
            assert 100 * found == last[day], (day, told)
        seen += len(told)
        corrected += sum("ends" in record and not record["repaired"] for record in told)
    assert seen > 300 and corrected > 50
