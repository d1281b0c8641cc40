"""What a score follows, worked by hand, and whom checks fail."""

from pytest import approx

from socialcredit.core import events as happened
from socialcredit.core.columns import MINORITY
from socialcredit.results.measures.score_drivers import failed_checks, what_the_score_follows
from tests.results.synthetic import event, manifest, rows, write_run


def three_lives():
    """1: two late payments (-20), 2: a good deed (+20), 3: late (-10) and good (+20), once expired.

    Scores less the start: -20, +20, +10; late -20, 0, -10; good 0, +20, +20.
    """

    def filed(who, day, kind, entry, points, record, score):
        return event(who, day, happened.FILED, kind=kind, entry=entry, points=points, cause=0,
                     record=record, score=score, grade=0)  # fmt: skip

    return [
        filed(1, 3, 1, 1, -1000, 1, 99000), filed(1, 4, 1, 1, -1000, 2, 98000),
        filed(2, 3, 2, 2, 2000, 3, 102000),
        filed(3, 3, 1, 1, -1000, 4, 99000), filed(3, 4, 2, 2, 2000, 5, 101000),
        filed(3, 5, 2, 2, 2000, 6, 103000),
        event(3, 9, happened.EXPIRED, kind=2, entry=2, points=-2000, cause=0, record=6,
              score=103000, grade=0),
        event(1, 2, happened.DEED, kind=1, scheme=-1),
        event(1, 3, happened.DEED, kind=1, scheme=-1),
        event(3, 2, happened.DEED, kind=1, scheme=-1),
    ]  # fmt: skip


def test_shares_of_the_differences_come_to_one(tmp_path):
    run = write_run(tmp_path / "run", manifest(), {"panel_events": three_lives()})
    found = what_the_score_follows(run)
    # mean score 10/3: deviations -70/3, 50/3, 20/3, squares 7800/9; late: -10, 10, 0 about its
    # mean: 1200/3 = 3600/9; good: -40/3, 20/3, 20/3: (2800 + 1000 + 400)/9
    share = {row["deed"]: row["share"] for row in found["rows"]}
    assert share["loan-arrears"] == approx(3600 / 7800)
    assert share["volunteering"] == approx(4200 / 7800)
    assert (share["jaywalking"], found["bounds"]) == (0, approx(0))
    assert found["people"] == 3
    assert found["spread"] == approx((7800 / 27) ** 0.5)


def test_beside_it_stands_how_well_the_score_tells_what_people_truly_did(tmp_path):
    run = write_run(tmp_path / "run", manifest(), {"panel_events": three_lives()})
    truly = {row["deed"]: row["truly"] for row in what_the_score_follows(run)["rows"]}
    # deeds 2, 0, 1 about their mean: 1, -1, 0; scores -70/3, 50/3, 20/3
    assert truly["loan-arrears"] == approx(-40 / (2 * 7800 / 9) ** 0.5)
    assert truly["volunteering"] is None


def test_a_part_of_life_is_told_by_rank_and_by_who_holds_a_grade_of_honour(tmp_path):
    told = manifest()
    told["names"]["schemes"][0] |= {"honour": ["A"], "bands": [101000, None]}
    lives = [{**line, "grade": int(line.get("score", 0) <= 101000)} for line in three_lives()]
    run = write_run(tmp_path / "run", told, {"panel_events": lives})
    debt = next(r for r in what_the_score_follows(run)["domains"] if r["domain"] == "debt")
    # a late payment holds -10: conduct -20, 0, -10; ranks 1, 3, 2, as those of the score 1, 3, 2
    assert (debt["rank"], debt["share"]) == (approx(1), approx(3600 / 7800))
    assert (debt["most"], debt["least"]) == (1, 0), "2 has 20 points more, 1 has 20 less"


def test_equal_conduct_shares_its_rank(tmp_path):
    again = event(2, 2, happened.DEED, kind=1, scheme=-1)
    lives = [*three_lives(), again]
    run = write_run(tmp_path / "run", manifest(), {"panel_events": lives})
    debt = next(r for r in what_the_score_follows(run)["domains"] if r["domain"] == "debt")
    # conduct -20, -10, -10: ranks 1, 2.5, 2.5 about 2; the score's -1, 1, 0 about theirs
    assert debt["rank"] == approx((1 + 0.5) / (2 * 1.5) ** 0.5)


def test_who_is_turned_away_ten_times_is_shut_out(tmp_path):
    told = manifest()
    told["names"]["schemes"][0]["consequence_checks"] = [False, True]
    often = [(1, 9), (1, 1), (2, 9)]  # 1 fails ten times in two months, 2 nine times
    lives = [
        event(who, 5, happened.REFUSED, entry=1, source=0, record=times) for who, times in often
    ]
    lives.append(event(3, 5, happened.REFUSED, entry=0, source=0, record=99))  # no check
    people = rows(
        "resident age flags household cell education occupation fifth role place",
        f"1 30 {MINORITY} 0 0 2 1 2 0 0", "2 30 0 0 0 2 1 2 0 0", "3 30 0 0 0 2 1 2 0 0",
    )  # fmt: skip
    run = write_run(tmp_path / "run", told, {"panel_events": lives, "panel_people": people})
    [check] = failed_checks(run)
    assert (check["majority"]["shut_out"], check["minority"]["shut_out"]) == (0, 1)


def test_failures_of_a_check_are_counted_by_group(tmp_path):
    told = manifest()
    told["names"]["schemes"][0]["consequence_checks"] = [False, True]
    doors = rows(
        "consequence minority hits attempts refusals wrongful money",
        "0 0 0 50 50 0 0", "1 0 0 200 4 4 0", "1 1 0 50 3 3 0",
    )  # fmt: skip
    run = write_run(tmp_path / "run", told, {"doors": doors})
    [check] = failed_checks(run)
    assert (check["title"], check["domain"]) == ("dear loan", "debt")
    assert check["majority"] == {"tries": 200, "failed": 4, "share": 0.02, "shut_out": 0}
    assert check["minority"]["share"] == 0.06
    assert check["times"] == approx(3)
