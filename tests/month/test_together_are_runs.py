"""Lists by several records, and what was disclosed: an example with a run's records comes out the
same, whatever became of these."""

import pytest

from socialcredit.cases.judge import judge
from socialcredit.core.events import FILED, LISTED, SIGHTED, UNLISTED
from socialcredit.engine.run import simulate
from socialcredit.language.model.cases import Case
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.lists import ListRule
from socialcredit.language.model.score import Score
from socialcredit.language.resolve.inputs import resolve
from tests.engine.towns import mechanisms_off, town
from tests.month.test_dated_rules import HOLDS
from tests.month.test_examples_are_runs import ENDS, OFTEN, PROCEDURE, STARTS, histories

LESS = {"by": "volunteering", "within": "6 months", "share": 0.5}
RULES = (
    Entry(deed="traffic-offence", points=-10, **HOLDS),
    Entry(deed="littering", points=-30, disclosed=LESS, **HOLDS),
    Entry(deed="loan-arrears", points=-20, **HOLDS),
    Entry(deed="volunteering", points=0, **HOLDS),
)
MONEY = ["assumptions.deeds.loan-arrears.rate=1.5", "assumptions.deeds.volunteering.rate=12"]


QUICK = PROCEDURE.model_copy(  # nothing runs out while it waits to be decided
    update={"office": PROCEDURE.office.model_copy(update={"decisions": 30000})}
)


def a_list(name, colour="black", **rule):
    return ListRule.model_validate({"list": name, "colour": colour, **HOLDS, **rule})


LISTS = (
    a_list("twice", enter={"count": {
        "of": ["traffic-offence", "littering"], "at_least": 2, "within": "3 months"}}),
    a_list("thrice", term="2 months", enter={"count": {
        "of": ["traffic-offence", "littering"], "at_least": 3, "within": "4 months"}}),
    a_list("owes", enter={"total": {
        "of": ["loan-arrears"], "over": 90000, "within": "6 months"}}),
    a_list("owes-large", enter={"count": {
        "of": ["loan-arrears"], "at_least": 2, "within": "1 years", "above": 4000}}),
)  # fmt: skip


@pytest.fixture(scope="module")
def lived():
    """A year and a quarter under such rules, everybody's books kept."""
    silent = mechanisms_off() | {"dispute": True}
    asked = {"twin": None, "starts": STARTS, "ends": ENDS, "responses": silent}
    inputs = resolve(town(people=500, panel_households=5000, **asked), [*OFTEN, *MONEY])
    scheme = inputs.schemes[0].model_copy(
        update={
            "score": (Score(start=1000, **HOLDS),), "entries": RULES, "meters": (),
            "procedure": (QUICK,), "layers": (), "lists": LISTS, "consequences": (),
            "grades": (inputs.schemes[0].grades[0],),
        }
    )  # fmt: skip
    setup, tables = simulate(inputs._replace(schemes=(scheme,)), 1)
    return scheme, setup, tables["panel_events"]


def told_of(events, number):
    """The rows of one event, as they stand in the books."""
    return [row for row in zip(*(events[n].tolist() for n in ("resident", "day", "what", "entry",
            "record", "points")), strict=True) if row[2] == number]  # fmt: skip


def on_lists(events, names, until):
    """Who is on which list at the end of a day that is each person's own."""
    found = {}
    for who, day, what, number, *_ in sorted(told_of(events, LISTED) + told_of(events, UNLISTED)):
        one = found.setdefault(who, set())
        if day <= until.get(who, -1):
            (one.add if what == LISTED else one.discard)(names[number])
    return found


def test_an_example_with_the_records_of_a_run_is_on_its_lists_and_has_its_score(lived):
    """On the last day on which anything happened to it, whatever was struck out or ran out."""
    scheme, setup, events = lived
    sizes = {record: size for *_, record, size in told_of(events, SIGHTED)}
    people, listed, corrected = histories(setup, events), set(), 0
    until = {who: (max(last) - STARTS).days for who, (_, last) in people.items()}
    stands = on_lists(events, [one.list for one in LISTS], until)
    for who, (records, last) in people.items():
        told = [{**one, "size": sizes[number]} for (number, _), one in records.items()]
        case = {
            "case": "x", "person": {"age": 40}, "as_of": max(last), "records": told, "expect": {}
        }  # fmt: skip
        found = judge(scheme, Case.model_validate(case))
        assert set(found.lists) == stands.get(who, set()), told
        assert 100 * found.score == last[max(last)], told
        listed |= {*found.lists}
        corrected += sum("ends" in one and not one["repaired"] for one in told)
    assert listed == {one.list for one in LISTS} and corrected > 50 and len(people) > 200


def test_what_was_disclosed_takes_half(lived):
    scheme, setup, events = lived
    taken = {points for *_, entry, _, points in told_of(events, FILED) if entry == 1}
    assert taken == {-1500, -3000}
