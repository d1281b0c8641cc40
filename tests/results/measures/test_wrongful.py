"""M1 and M2 from books of a few lines: which days are wrong, late, whose, and what was missed."""

import pytest
from pytest import approx

from socialcredit.core import events as happened
from socialcredit.results.measures import wrongful
from tests.results.synthetic import event, manifest, rows, tiny_tables, write_run

FEBRUARY, MARCH = 28, 31
WRONG_PERSON, FALSE_ALARM, WRONG_CONTENT, RELATIVE = 1, 2, 3, 4


def filed(day, record, points, cause, score, grade=1, who=1, **rest):
    told = {"kind": 0, "entry": 0, "points": points, "cause": cause, "record": record, **rest}
    return event(who, day, happened.FILED, score=score, grade=grade, **told)


def days(folder, *events, months=2):
    """M1 of the panel; people are scored 1000, and below 960 is grade B, which is penal."""
    told = manifest(months=months, days=(59, 90)[months - 2])
    run = write_run(folder / "run", told, {**tiny_tables(), "panel_events": list(events)})
    return wrongful.days_by_cause(run)


def short(found):
    return [found[name] for name in ("penal_days", "wrong_days", "late_days", "together")]


def test_a_size_misheard_is_wrong_but_not_strictly(tmp_path):
    found = days(tmp_path, filed(5, 11, -5000, WRONG_CONTENT, 95000))
    assert short(found) == [FEBRUARY, FEBRUARY, 0, 0]
    assert (found["causes"], found["strict_share"]) == ([0, 0, 0, FEBRUARY, 0], 0)


def test_a_record_for_a_relatives_sake_is_wrong_but_not_strictly(tmp_path):
    found = days(tmp_path, filed(5, 11, -5000, RELATIVE, 95000))
    assert (found["causes"], found["strict_share"]) == ([0, 0, 0, 0, FEBRUARY], 0)


@pytest.mark.parametrize("score", [91000, 94500])
def test_days_that_need_two_errors_or_that_either_would_lift_are_together(tmp_path, score):
    first, second = (95500, -4500), (91000, -4500)  # both are needed
    if score == 94500:  # each is enough
        first, second = (97500, -2500), (94500, -3000)
    book = [filed(5, 11, first[1], WRONG_PERSON, first[0], int(score == 91000)),
            filed(6, 12, second[1], FALSE_ALARM, second[0])]  # fmt: skip
    found = days(tmp_path, *book)
    assert short(found) == [FEBRUARY, FEBRUARY, 0, FEBRUARY]
    assert (sum(found["causes"]), found["strict_share"]) == (0, 1)


def test_a_true_record_that_is_enough_makes_the_penalty_right_whatever_else_is_filed(tmp_path):
    found = days(tmp_path, filed(5, 11, -5000, 0, 95000), filed(6, 12, -5000, FALSE_ALARM, 90000))
    assert short(found) == [FEBRUARY, 0, 0, 0]
    assert (found["people"], found["strict_share"]) == (0, 0)


def test_what_counts_is_the_month_each_of_its_days(tmp_path):
    # a false alarm in January, and a true record in February that would have been enough
    book = [filed(5, 11, -5000, FALSE_ALARM, 95000), filed(40, 12, -5000, 0, 90000)]
    assert short(days(tmp_path, *book, months=3)) == [FEBRUARY + MARCH, 0, 0, 0]
    book[1] = filed(60, 12, -5000, 0, 90000)  # on the second of March: February stays wrong
    (tmp_path / "later").mkdir()
    found = days(tmp_path / "later", *book, months=3)
    assert short(found) == [FEBRUARY + MARCH, FEBRUARY, 0, 0]
    assert found["strict_share"] == approx(FEBRUARY / (FEBRUARY + MARCH))


def gone(day, record, who=1):
    """A record runs out, and its person is in A again."""
    return [
        event(who, day, happened.EXPIRED, kind=0, entry=0, points=5000, record=record, score=95000,
              grade=1),
        event(who, day, happened.GRADE, score=100000, grade=0),
    ]  # fmt: skip


def test_a_copy_taken_of_a_wrong_record_is_wrong_until_it_is_renewed(tmp_path):
    found = days(tmp_path, filed(5, 11, -5000, FALSE_ALARM, 95000), *gone(41, 11))
    assert short(found) == [FEBRUARY, FEBRUARY, 0, 0]
    assert found["causes"][FALSE_ALARM] == FEBRUARY


def test_days_add_up_over_people_and_people_are_those_with_a_wrong_day(tmp_path):
    book = [
        filed(5, 11, -5000, FALSE_ALARM, 95000),
        filed(5, 12, -5000, WRONG_PERSON, 95000, who=2),
        filed(5, 13, -5000, 0, 95000, who=3),
        filed(5, 14, -5000, 0, 95000, who=4), *gone(41, 14, who=4),
    ]  # fmt: skip
    found = days(tmp_path, *book)
    assert short(found) == [4 * FEBRUARY, 2 * FEBRUARY, FEBRUARY, 0]
    assert found["causes"] == [0, FEBRUARY, FEBRUARY, 0, 0]
    assert (found["people"], found["strict_share"], found["strict_share"].cases) == (2, 0.5, 4)


def test_who_never_stood_in_b_and_whom_nobody_knew_to_stand_there_bore_nothing(tmp_path):
    found = days(tmp_path, filed(5, 11, -3000, FALSE_ALARM, 97000, 0))
    assert (found["penal_days"], found["strict_share"]) == (0, None)
    (tmp_path / "unheard").mkdir()
    assert days(tmp_path / "unheard", filed(40, 11, -5000, FALSE_ALARM, 95000))["penal_days"] == 0


def test_the_worst_month_the_last_month_and_of_how_many_people_a_share_is(tiny):
    found = wrongful.wrongful_penalties(tiny)
    assert found["by_month"] == {
        "penalised": [3, 4], "wrongly": [2, 1], "late": [0, 1], "innocent": [1, 1]
    }  # fmt: skip
    assert (found["share"].cases, found["late_share"].cases) == (4, 4)
    assert found["grades_penalise"]


def test_errors_are_told_by_cause_and_drawn_along_only_where_somebody_was(tmp_path):
    told, more = manifest(), rows("entry cause records points", "0 4 2 -100")
    for extra, causes in (([], [1, 2, 3]), (more, [1, 2, 3, 4])):
        tables = tiny_tables()
        tables["records"] = tables["records"] + extra
        tables["panel_events"] = [filed(5, 11, -5000, FALSE_ALARM, 95000)]
        run = write_run(tmp_path / f"run{len(extra)}", told, tables)
        by_cause = wrongful.wrongful_penalties(run)["by_cause"]
        assert [row["records"] for row in by_cause] == [1, 3, 1, 2][: len(causes)]
        assert [row["days"] for row in by_cause] == [0, FEBRUARY, 0, 0][: len(causes)]


def test_the_twin_and_other_schemes_do_not_count(tmp_path):
    tables = tiny_tables()
    for name in ("harm", "records"):
        tables[name] = tables[name] + [{**row, "world": 1} for row in tables[name]]
    found = wrongful.wrongful_penalties(write_run(tmp_path / "run", manifest(), tables))
    assert (found["penal_days"], found["bad_records"]) == (120, 14)


def missed(folder, names=None, **tables):
    told = manifest()
    told["names"] |= names or {}
    run = write_run(folder / "run", told, {**tiny_tables(), **tables})
    return {row["kind"]: row for row in wrongful.missed_breaches(run)["by_kind"]}, run


def test_a_breach_of_which_another_was_recorded_is_missed_and_a_misheard_one_is_not(tmp_path):
    found, _ = missed(tmp_path)
    # crossings: 4 right, 1 on a wrong person, 3 false alarms; arrears: 5 right, 1 misheard
    assert [found[kind]["filed"] for kind in ("jaywalking", "loan-arrears")] == [4, 6]
    assert [found[kind]["sighted"] for kind in ("jaywalking", "loan-arrears")] == [8, 6]


def test_two_entries_for_one_kind_count_once_and_never_more_than_was_done(tmp_path):
    told = manifest()["names"]["schemes"][0]
    two = {**told, "entry_deeds": ["jaywalking", "jaywalking", "volunteering"]}
    found, _ = missed(tmp_path, {"schemes": [two]})
    assert found["jaywalking"]["filed"] == 6  # the busier of 4 and 6
    many = rows("entry cause records points", "0 0 70 -700")
    (tmp_path / "many").mkdir()
    found, run = missed(tmp_path / "many", records=many)
    assert (found["jaywalking"]["filed"], found["jaywalking"]["missed"]) == (20, 0)
    assert wrongful.missed_breaches(run)["missed"] == approx(10 / 30)


def test_what_was_done_before_the_scheme_had_a_rule_is_not_missed(tmp_path):
    told = manifest()["names"]["schemes"][0]
    done = rows("month place kind deeds effort sighted", "0 0 0 20 0 8", "1 0 0 6 0 3")
    for months, deeds in (([0, 1], 26), ([1, 1], 6), ([0, 0], 20)):
        names = {"schemes": [{**told, "entry_months": [months, [0, 1], [0, 1]]}]}
        (tmp_path / str(deeds)).mkdir()
        found, _ = missed(tmp_path / str(deeds), names, conduct=done)
        assert found["jaywalking"]["deeds"] == deeds


def test_deeds_of_kin_are_missed_under_the_name_that_the_rules_have(tmp_path):
    names = manifest()["names"]
    own = {**names["schemes"][0], "entry_deeds": ["jaywalking", "volunteering", "volunteering"]}
    kin = {"kin": {"jaywalking": ["loan-arrears"]}, "schemes": [own]}
    found, _ = missed(tmp_path, kin)
    assert set(found) == {"jaywalking"}
    assert (found["jaywalking"]["deeds"], found["jaywalking"]["sighted"]) == (30, 14)
    (tmp_path / "both").mkdir()
    found, _ = missed(tmp_path / "both", {"kin": {"jaywalking": ["loan-arrears"]}})
    assert found["jaywalking"]["deeds"] == 20  # arrears have a rule of their own


def test_breaches_of_the_panel_are_missed_by_household(tmp_path):
    book = [
        *(event(1, day, happened.DEED, kind=0, scheme=-1) for day in (1, 2, 3)),
        filed(4, 11, -100, 0, 99900, 0), filed(5, 12, -100, WRONG_CONTENT, 99800, 0),
        filed(6, 13, -100, FALSE_ALARM, 99700, 0),
        filed(7, 14, -100, 0, 99900, 0, who=2), filed(7, 15, -100, 0, 99900, 0, who=3, kind=-1),
    ]  # fmt: skip
    people = rows(
        "resident age flags household cell education occupation fifth role place",
        "1 34 2 0 0 2 1 2 0 0", "2 51 1 1 0 2 1 2 0 0", "3 70 3 2 0 2 7 2 0 0",
    )  # fmt: skip
    _, run = missed(tmp_path, panel_events=book, panel_people=people)
    lacking, done = wrongful._missed_by_household(
        run, 0, wrongful.naming.kinds_with_sign(run, ("bad",))
    )
    assert (lacking.tolist(), done.tolist()) == ([1, 0, 0], [3, 0, 0])
