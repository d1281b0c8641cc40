"""What is at an inspector's discretion: the lesser of two deductions, and orders to mend."""

import numpy as np
import pytest

from socialcredit.core.events import RIGHT, SIGHTED
from socialcredit.results.run import where
from tests.engine.test_rounds import books, hamlets, monthly, not_of_rounds, of_town
from tests.engine.ways import OFF, R, S, by

__all__ = ["hamlets"]  # a town cut into many communities
KINDS = ("dirty-kitchen", "leaking-tank")
CLEAN = "schemes.clean-homes."
LATEST = [
    CLEAN + "score.2016-01-01.counts=latest",
    CLEAN + "subjects.2016-01-01.min_age=0",
    CLEAN + "entries.home-visit.by_size=[[0, 100], [3, 97], [5, 95], [7, 93], [10, 90], [end, 80]]",
    CLEAN + "grades.2016-01-01.bands={smile: 100, flat: 93, frown: lowest}",
]
LONG = ["people=1200", "to=2016-12-31"]


def lenient(**changed):
    """Inspectors who may write down 1 for a kitchen and 5 for a tank."""
    told = {
        "lesser": "{dirty-kitchen: 1, leaking-tank: 5}", "usually": 0.4,
        "inspectors": "2 years", "border": "{scheme: clean-homes}", **changed,
    }  # fmt: skip
    return S + "lenient={" + ", ".join(f"{name}: {value}" for name, value in told.items()) + "}"


SURE = [S + "false_find=0.0", R + "sees={dirty-kitchen: 1.0, leaking-tank: 1.0}", S + "tires=0.0"]


def sums(found, table, **equal):
    rows = where(found.table(table), **{"world": 0, **equal})
    return {name: int(column.sum()) for name, column in rows.items()}


@pytest.fixture(scope="module")
def sure():
    """The town by lot, in which inspectors overlook nothing and are lenient alike everywhere."""
    return of_town(*LONG, *by("random"), *OFF, *LATEST, *SURE, lenient())


def test_the_lesser_of_two_deductions_is_written_down_as_often_as_it_says(sure):
    told = sums(sure, "leniency")
    for where_ in ("border", "other"):
        many, lesser = told[f"{where_}_choices"], told[f"{where_}_lesser"]
        assert many > 500
        assert lesser / many == pytest.approx(0.4, abs=5 * (0.24 / many) ** 0.5)
    assert told["swayed"] == 0
    sizes = {points for rows in books(sure).values() for _, points, _ in rows}
    assert sizes == {0, 1, 3, 5, 10, 6, 8, 11, 13}
    assert {cause for rows in books(sure).values() for *_, cause in rows} == {RIGHT}


def test_a_grade_is_at_stake_where_all_lesser_weights_would_keep_a_better_one(sure):
    """A tank alone is 10 or 5: a frown or a flat mouth. A kitchen is flat either way."""
    told, visits = sums(sure, "leniency"), sums(sure, "visits", scheme=0)
    assert told["visits"] == visits["visits"]
    alone = sum(points in (5, 10) for rows in books(sure).values() for _, points, _ in rows)
    both = sum(points in (6, 8, 11, 13) for rows in books(sure).values() for _, points, _ in rows)
    assert told["at_border"] == alone + both  # 6 keeps flat as well
    kitchens = sum(points in (1, 3) for rows in books(sure).values() for _, points, _ in rows)
    assert told["other_choices"] == kitchens


def test_at_a_border_the_lesser_is_so_much_likelier(sure):
    found = of_town(*LONG, *by("random"), *OFF, *LATEST, *SURE, lenient(at_border=1.5))
    told, plain = sums(found, "leniency"), sums(sure, "leniency")
    many = told["border_choices"]
    assert told["border_lesser"] / many == pytest.approx(0.6, abs=5 * (0.24 / many) ** 0.5)
    assert told["other_lesser"] == plain["other_lesser"], "elsewhere the same luck"
    assert told["border_anyhow"] == plain["border_lesser"], "the same luck without a border"
    assert 0 < told["swayed"] <= told["border_lesser"] - told["border_anyhow"]
    certain = of_town(*LONG, *by("random"), *OFF, *LATEST, *SURE, lenient(at_border=9))
    told = sums(certain, "leniency")
    assert told["border_lesser"] == told["border_choices"]


def test_where_the_scheme_is_not_in_force_no_grade_is_at_stake(sure):
    twin = where(sure.table("leniency"), world=1)
    assert twin["at_border"].sum() == 0 < twin["other_lesser"].sum()
    assert twin["same"].sum() == twin["new"].sum() == 0


def test_the_longer_an_inspector_comes_the_oftener_he_is_lenient():
    known = lenient(usually=0.2, each_visit=1.0, inspectors="20 years")
    found = of_town(*LONG, *by("random"), *OFF, *LATEST, *SURE, known)
    rows = where(found.table("leniency"), world=0)
    share = [
        rows[name + "_lesser"][rows["month"] == month].sum()
        / rows[name + "_choices"][rows["month"] == month].sum()
        for name in ("other",)
        for month in (0, 11)
    ]
    assert share[1] > 1.8 * share[0]


def test_a_new_inspector_follows_one_who_was_known():
    often = lenient(inspectors="6 months")
    found = of_town(*LONG, *by("random"), *OFF, *LATEST, *SURE, often)
    told = sums(found, "leniency")
    assert told["new"] > 500 and told["new_known"] > 300
    assert told["same"] + told["new"] + told["new_known"] < told["visits"]
    assert 0 < told["new_down"] < told["new"]
    assert told["new_stayed"] == told["new_down"], "he is lenient alike, however long he comes"
    known = of_town(*LONG, *by("random"), *OFF, *LATEST, *SURE, lenient(
        inspectors="6 months", usually=0.2, each_visit=1.5))  # fmt: skip
    told = sums(known, "leniency")
    assert told["new_known_down"] > 1.3 * told["new_known_stayed"], "and the old one more so"
    assert told["new_down"] / told["new_stayed"] < told["new_known_down"] / told["new_known_stayed"]
    years = of_town(*LONG, *by("random"), *OFF, *LATEST, *SURE, lenient(inspectors="30 years"))
    assert sums(years, "leniency")["new"] < 0.1 * told["new"]


def test_who_is_lenient_moves_no_visit_and_no_luck():
    strict = of_town(*by("random"), *OFF, *LATEST)
    mild = of_town(*by("random"), *OFF, *LATEST, lenient(at_border=1.3, each_visit=0.2))
    assert not strict.has("leniency") and not strict.has("orders")
    assert not_of_rounds(strict) == not_of_rounds(mild)
    for table in ("faults", "fault_harm"):
        one, other = strict.table(table), mild.table(table)
        assert all((one[column] == other[column]).all() for column in one)
    days = [
        {who: [(day, cause) for day, _, cause in rows] for who, rows in books(found).items()}
        for found in (strict, mild)
    ]
    assert days[0] == days[1]
    full, less = (
        sum(points for rows in books(found).values() for _, points, _ in rows)
        for found in (strict, mild)
    )
    assert 0.5 * full < less < 0.95 * full


def test_a_chance_of_nought_is_as_if_nobody_were_lenient():
    strict = of_town(*OFF, *LATEST)
    never = of_town(*OFF, *LATEST, lenient(usually=0.0))
    for name in ("grades", "records", "visits", "panel_events"):
        one, other = strict.table(name), never.table(name)
        assert all((one[column] == other[column]).all() for column in one)


ORDERS = S + "orders={over: 10, within: 45 days, result: second-visit}"


def again(found):
    """Day and size of each record of an order that was not obeyed, by subject."""
    kind = found.names["kinds"].index("second-visit")
    rows = where(found.table("panel_events"), world=0, what=SIGHTED, kind=kind)
    return list(
        zip(rows["resident"].tolist(), rows["day"].tolist(), rows["points"].tolist(), strict=True)
    )


@pytest.fixture(scope="module")
def ordering():
    return of_town(*LONG, *by("random"), *OFF, *SURE, ORDERS)


def test_an_order_ends_in_one_second_visit(ordering):
    told = sums(ordering, "orders")
    assert told["given"] > 300
    assert told["looked_again"] == told["mended"] + told["disobeyed"] > 200
    assert told["overlooked"] == told["gone"] == 0
    assert told["given"] - told["looked_again"] < 0.3 * told["given"], "those of the last weeks"
    assert len(again(ordering)) == told["disobeyed"] > 50


def test_a_second_visit_comes_when_the_term_is_over(ordering):
    found = books(ordering)
    for who, day, size in again(ordering):
        given = [then for then, points, _ in found[who] if points >= 10 and then + 45 <= day]
        assert given, "somebody was ordered to mend"
        last = max(then for then in given)
        assert day <= min(then for then in given if then >= last - 400) + 400
        assert size in (3, 10, 13)
    exact = sum(
        any(points >= 10 and then + 45 == day for then, points, _ in found[who])
        for who, day, _ in again(ordering)
    )
    assert exact == len(again(ordering)), "45 days end in no month in which they begin"


def test_a_short_term_is_looked_at_by_the_first_of_the_next_month():
    found = of_town(*LONG, *by("random"), *OFF, *SURE, ORDERS.replace("45", "5"))
    firsts = {(first - found.firsts[0]).days for first in found.firsts}
    given, late = books(found), 0
    for who, day, _ in again(found):
        ends = [then + 5 for then, points, _ in given[who] if points >= 10 and then + 5 <= day]
        late += day not in ends
        assert day in ends or day in firsts
    assert late > 20


def test_hours_are_visits_are_the_sum_over_grades_with_second_visits(ordering):
    plain = of_town(*LONG, *by("random"), *OFF, *SURE)
    planned, minutes = (monthly(ordering, "rounds", column) for column in ("visits", "minutes"))
    made, spent = (monthly(ordering, "visits", column) for column in ("visits", "minutes"))
    second = monthly(ordering, "orders", "looked_again")
    assert (made == planned).all() and (spent == 30 * made).all() and second.sum() > 200
    assert (made == monthly(plain, "visits", "visits") + second).all(), "hours of their own"
    assert (abs(np.cumsum(minutes) - np.cumsum(spent)) <= 30).all()


def test_orders_move_no_other_visit_and_no_truth(ordering):
    plain = of_town(*LONG, *by("random"), *OFF, *SURE)
    assert not_of_rounds(plain) == not_of_rounds(ordering)
    kinds = ordering.names["kinds"]
    rows = where(ordering.table("panel_events"), world=0, what=SIGHTED)
    first = rows["kind"] == kinds.index("home-visit")
    other = where(plain.table("panel_events"), world=0, what=SIGHTED)
    same = other["kind"] == kinds.index("home-visit")
    for column in ("resident", "day", "points", "cause"):
        assert sorted(rows[column][first]) == sorted(other[column][same])
    for table in ("faults", "fault_harm"):
        one, two = plain.table(table), ordering.table(table)
        assert all((one[column] == two[column]).all() for column in one)


def test_what_was_mended_is_not_found_and_what_is_overlooked_is_not_filed():
    mended = of_town(
        *LONG,
        *by("random"),
        *OFF,
        *SURE,
        ORDERS,
        *(f"assumptions.deeds.{kind}.stands.mended=1.0" for kind in KINDS),
        "assumptions.deeds.leaking-tank.rate=0.02",
    )
    told = sums(mended, "orders")
    assert told["disobeyed"] <= 0.1 * told["looked_again"]
    half = of_town(
        *LONG, *by("random"), *OFF, *SURE, ORDERS.replace("within", "notices: 0.5, within")
    )
    told = sums(half, "orders")
    missed = told["overlooked"] / (told["overlooked"] + told["disobeyed"])
    assert missed == pytest.approx(0.5, abs=0.12)
