"""M18 from the books of some people: what the worst off bear, and who is shut out."""

import pytest
from pytest import approx

from socialcredit.core import events as happened
from socialcredit.core.columns import MINORITY
from socialcredit.results.measures.worst_off import _tail, minority_of_panel, tail_harm
from tests.results.synthetic import event, manifest, rows, write_run

PEOPLE = rows(
    "resident age flags household cell education occupation fifth role place",
    *(f"{who} 34 {MINORITY * (who > 8)} {who} 0 2 1 2 0 0" for who in range(1, 11)),
)


def fell(who, day):
    return event(who, day, happened.FILED, kind=0, entry=0, points=-5000, cause=0, record=who,
                 score=95000, grade=1)  # fmt: skip


def refused(who, entry, **other):
    return {**event(who, 40, happened.REFUSED, entry=entry, score=95000, grade=1), **other}


def town(folder, *events):
    told = manifest(months=3, days=90)
    told["names"]["schemes"][0] |= {
        "consequences": list("abcd"),
        "consequence_domains": ["traffic", "debt", "traffic", "community"],
        "consequence_effects": ["refuse", "dearer", "refuse", "inspect"],
    }
    return write_run(folder / "run", told, {"panel_people": PEOPLE, "panel_events": list(events)})


def test_days_are_borne_where_others_hold_a_penal_copy(tmp_path):
    # 1 falls in January: all of February and March; 9 in February: all of March
    found = tail_harm(town(tmp_path, fell(1, 5), fell(9, 40)))
    assert (found["people"], found["ever"], found["mean"]) == (10, 0.2, (59 + 31) / 10)
    assert (found["p90"], found["p99"], found["worst"]) == (31, 59, 59)
    assert (found["borne"], found["borne"].cases) == (approx(59 / 90), 2)
    majority, minority = found["groups"]
    assert (majority["group"], majority["people"], majority["mean"]) == ("majority", 8, 59 / 8)
    assert (minority["group"], minority["people"], minority["mean"]) == ("minority", 2, 31 / 2)


def test_who_meets_closed_doors_in_three_domains_is_excluded(tmp_path):
    book = [
        *(refused(1, q) for q in (0, 1, 3)),  # three domains
        *(refused(2, q) for q in (0, 1, 2)),  # two: a and c are one domain
        *(refused(3, q, scheme=1) for q in (0, 1, 3)),  # by another body
        *(refused(4, q, what=happened.REWARDED) for q in (0, 1, 3)),
    ]
    found = tail_harm(town(tmp_path, *book))
    assert found["excluded"] == 1 / 10
    assert [group["excluded"] for group in found["groups"]] == [1 / 8, 0]


def test_who_belongs_to_the_minority_is_a_flag(tmp_path):
    found = minority_of_panel(town(tmp_path))
    assert found == {who: int(who > 8) for who in range(1, 11)}


def test_the_worst_one_in_a_hundred_is_one_of_a_hundred_and_two_of_more():
    days = {who: who for who in range(1, 202)}
    home = {who: who for who in days}
    for people, p90, p99, worst in ((100, 90, 99, 100), (101, 91, 100, 100.5), (1, 1, 1, 1)):
        found = _tail(list(range(1, people + 1)), days, {}, home)
        assert (found["p90"], found["p99"], found["worst"]) == (p90, p99, worst)


def test_of_nobody_nothing_is_said():
    found = _tail([], {}, {}, {})
    assert (found["people"], found["p90"], found["worst"], found["ever"]) == (0, None, None, None)


@pytest.mark.parametrize("column", ["p90_interval", "p99_interval"])
def test_few_people_have_no_interval(tmp_path, column):
    assert tail_harm(town(tmp_path, fell(1, 5)))[column] is None
