"""Another scheme's list or grade as an entry: who is told of, when, how long, and how wrongly."""

from datetime import date, timedelta

import numpy as np
import pytest

from socialcredit.cases.judge import judge
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.events import EXPIRED, FILED, GRADE, LISTED, UNLISTED, WRONG_PERSON
from socialcredit.engine.run import simulate
from socialcredit.language.model.cases import Case
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.procedure import Procedure
from socialcredit.language.resolve.hearing import hearing
from socialcredit.language.resolve.inputs import resolve
from tests.engine.towns import SHARP, mechanisms_off, town
from tests.month.test_dated_rules import HOLDS
from tests.month.test_lists_by_record import NO_REPAIR, OFFENCE, roads

START = date(2014, 1, 1)
ASKS = {"scheme": "police", "list": "roads"}
GRADED = {"scheme": "police", "grades": ["D"]}
SHORT = OFFENCE.model_copy(update={"valid_for": 40})
WORSE = Entry(deed="traffic-offence", to_grade="D", **{"for": "40 days"}, **HOLDS)


def told(way="listed_by", points=-7, **more):
    """An entry of the bank on the police's list, or grade."""
    asks = {**(ASKS if way == "listed_by" else GRADED), **more}
    return Entry.model_validate({"entry": "told", way: asks, "points": points, **HOLDS})


def inputs_with(bank, police=None, order=("police", "bank"), sets=SHARP):
    """A town under the police, who keep a list, and a bank, which is told of it."""
    asked = town(twin=None, ends=date(2014, 8, 31), responses=mechanisms_off(),
                 panel_households=1200)  # fmt: skip
    inputs = resolve(asked, sets)
    plain = inputs.schemes[0].model_copy(
        update={"entries": (), "lists": (), "consequences": (), "layers": (), "meters": ()}
    )
    kinds = {
        "police": {"entries": (SHORT,), "lists": (roads(),), "procedure": (NO_REPAIR,)},
        "bank": {"entries": bank, "procedure": (NO_REPAIR,)},
    }
    kinds["police"] |= police or {}
    schemes = tuple(plain.model_copy(update={"scheme": name, **kinds[name]}) for name in order)
    return inputs._replace(schemes=schemes, beliefs=hearing(schemes, inputs.beliefs))


def lived(*bank, **how):
    inputs = inputs_with(bank, **how)
    tables = simulate(inputs, 1)[1]
    names = [scheme.scheme for scheme in inputs.schemes]
    return tables, names.index("police"), *([names.index("bank")] if "bank" in names else [])


def days_of(tables, what, scheme, **where):
    book = tables["panel_events"]
    chosen = (book["what"] == what) & (book["scheme"] == scheme)
    for name, value in where.items():
        chosen &= book[name] == value
    return list(zip(book["resident"][chosen].tolist(), book["day"][chosen].tolist(), strict=True))


def next_first(day):
    of = START + timedelta(days=day)
    following = (of.replace(day=28) + timedelta(days=4)).replace(day=1)
    return (following - START).days


@pytest.mark.parametrize("order", [("police", "bank"), ("bank", "police")])
def test_whoever_stands_on_the_list_on_a_first_of_a_month_is_told_of_once(order):
    tables, police, bank = lived(told(), order=order)
    listed, left = (days_of(tables, what, police) for what in (LISTED, UNLISTED))
    filed = days_of(tables, FILED, bank)
    expected = []
    for who, day in listed:
        end = min((d for w, d in left if w == who and d > day), default=10**6)
        if next_first(day) < min(end + (end == next_first(day)), 243):
            expected.append((who, next_first(day)))
    assert len(filed) > 20
    # Who left and came back between two firsts stood there at both: no second word of it.
    again = {(w, d) for w, d in expected if (w, d) not in filed}
    assert set(filed) <= set(expected) and len(again) <= len(expected) / 10


def test_without_an_end_of_its_own_the_record_ends_when_the_listing_does():
    tables, police, bank = lived(told(**{"while": True}))
    ends = days_of(tables, EXPIRED, bank)
    left = days_of(tables, UNLISTED, police)
    assert len(ends) > 10
    for who, day in ends:
        assert (START + timedelta(days=day)).day == 1
        assert any(w == who and next_first(d) == day or (w, d) == (who, day) for w, d in left)
    kept, _, other = lived(told())
    assert not days_of(kept, EXPIRED, other)
    assert len(days_of(tables, FILED, bank)) == len(days_of(kept, FILED, other))


def test_a_grade_is_told_of_as_others_hold_it():
    graded = {"entries": (WORSE,), "lists": ()}
    tables, police, bank = lived(told("graded_by"), police=graded)
    worst = len(inputs_with(()).schemes[0].grades[0].names) - 1
    fell = days_of(tables, GRADE, police, grade=worst)
    filed = days_of(tables, FILED, bank)
    assert len(filed) > 20
    for who, day in filed:
        assert any(w == who and next_first(d) == day for w, d in fell)


WRONG = [*SHARP, "assumptions.sensors.traffic-police.wrong_person=0.3"]


def test_what_is_wrong_there_is_wrong_here_for_the_same_reason():
    tables, police, bank = lived(told(), sets=WRONG)
    wrong = days_of(tables, FILED, bank, cause=WRONG_PERSON)
    behind = {who for who, _ in days_of(tables, FILED, police, cause=WRONG_PERSON)}
    assert len(wrong) > 10 and {who for who, _ in wrong} <= behind
    right = days_of(tables, FILED, bank, cause=0)
    mine = {who for who, _ in days_of(tables, FILED, police, cause=0)}
    assert len(right) > 10 and {who for who, _ in right} <= mine


def test_a_town_whose_police_name_nobody_wrongly_has_nothing_wrong_at_the_bank():
    none = [f"assumptions.sensors.{source}.{error}=0.0"
            for source in ("traffic-police", "street-cameras")
            for error in ("wrong_person", "false_alarm", "wrong_content")]  # fmt: skip
    tables, _, bank = lived(told(), sets=[*SHARP, *none])
    assert len(days_of(tables, FILED, bank)) == len(days_of(tables, FILED, bank, cause=0)) > 20


def test_nobody_is_told_of_where_the_other_scheme_is_not_in_the_run():
    asks = told(scheme="court-list", list="dishonest-debtors")
    tables = simulate(inputs_with((asks,), order=("bank",)), 1)[1]
    assert tables["records"]["records"].sum() == 0


def test_the_police_are_as_they_were_without_the_bank():
    both, police, _ = lived(told())
    alone = lived(order=("police",))[0]
    for what in (FILED, LISTED, UNLISTED):
        assert days_of(both, what, police) == days_of(alone, what, 0)


def test_each_scheme_files_what_it_is_told_itself():
    """Two that ask the same list: neither files twice."""
    inputs = inputs_with((told(),))
    third = inputs.schemes[1].model_copy(update={"scheme": "shop"})
    schemes = (*inputs.schemes, third)
    told_to = hearing(schemes, inputs.beliefs)
    tables = simulate(inputs._replace(schemes=schemes, beliefs=told_to), 1)[1]
    assert days_of(tables, FILED, 1) == days_of(tables, FILED, 2)
    assert len(set(days_of(tables, FILED, 1))) == len(days_of(tables, FILED, 1)) > 20


def test_a_grade_of_ones_own_may_follow_from_a_list_of_ones_own():
    own = Entry.model_validate(
        {"entry": "down", "listed_by": {**ASKS, "while": True}, "to_grade": "D", **HOLDS}
    )
    tables, police = lived(order=("police",), police={"entries": (SHORT, own)})
    worst = len(inputs_with(()).schemes[0].grades[0].names) - 1
    assert len(days_of(tables, GRADE, police, grade=worst)) > 10


def test_an_objection_and_its_correction_are_the_banks_own():
    quick = Procedure(
        notice={"chance": 1.0, "after": "2 days"}, dispute={"window": "60 days"},
        office={"decisions": 90000, "per": "100000 residents a month"},
        finds={"wrong": 1.0, "right": 0.0}, validity={"bad": "5 years"}, **HOLDS,
    )  # fmt: skip
    inputs = inputs_with((told(),), sets=WRONG)
    bank = inputs.schemes[1].model_copy(update={"procedure": (quick,)})
    silent = mechanisms_off() | {"dispute": True}
    asked = inputs.scenario.model_copy(update={"responses": silent})
    tables = simulate(inputs._replace(schemes=(inputs.schemes[0], bank), scenario=asked), 1)[1]
    won = np.bincount(tables["appeals"]["scheme"], tables["appeals"]["corrected"], 2)
    assert won[1] > 0 == won[0]


@pytest.mark.parametrize(
    "asks, told_of",
    [({"list": "road"}, "no list `road`"), ({"scheme": "polize"}, "no scheme in the run `polize`")],
)
def test_a_list_that_is_not_there_is_an_error(asks, told_of):
    with pytest.raises(SocialCreditError, match=told_of):
        inputs_with((told(**asks),))


def test_a_grade_that_is_not_there_is_an_error():
    with pytest.raises(SocialCreditError, match="no grade `E`"):
        inputs_with((told("graded_by", grades=["E"]),))


def test_an_example_says_that_it_is_listed_elsewhere():
    scheme = inputs_with((told(),)).schemes[1]
    record = {"listed_by": ASKS, "on": date(2014, 3, 1), "ends": date(2014, 5, 1)}
    case = {"case": "x", "person": {"age": 40}, "records": [record], "expect": {}}
    scores = [
        judge(scheme, Case.model_validate({**case, "as_of": day})).score
        for day in (date(2014, 2, 28), date(2014, 3, 1), date(2014, 5, 1))
    ]
    assert scores == [1000, 993, 1000]
