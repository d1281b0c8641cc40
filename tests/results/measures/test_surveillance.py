"""Flags, relatives, lawful deeds undone and the worst off, worked by hand from four lives."""

import copy

import numpy as np
import pytest
from pytest import approx

from socialcredit.core import events as happened
from socialcredit.results.measures import surveillance, worst_off
from socialcredit.results.measures.escalation import escalation
from socialcredit.results.measures.summary import scheme_summary
from socialcredit.results.part import Share
from socialcredit.results.words.surveillance import watching_lines
from tests.results.synthetic import event, manifest, rows, tiny_tables, write_run

READING, THEFT = 0, 1
HEAVY, LIGHT = -1000, -300  # hundredths; below -500 is B, which is penal


def names():
    told = copy.deepcopy(manifest()["names"])
    told |= {
        "kinds": ["reading", "theft"],
        "kind_titles": ["Reading", "Theft"],
        "kind_domains": ["speech", "property"],
        "kind_signs": ["watched", "bad"],
        "kind_gravity": [{"harm": 0}, {"harm": 50}],
    }
    told["schemes"][0] |= {
        "bands": [-500, None],
        "start": 0,
        "entries": ["reading", "theft"],
        "entry_titles": ["Reading", "Theft"],
        "entry_deeds": ["reading", "theft"],
        "entry_evidence": ["assumed", "assumed"],
        "consequences": ["no-train", "no-loan", "no-job"],
        "consequence_domains": ["traffic", "debt", "work"],
    }
    return told


def filed(who, day, kind, points, cause, score):
    return event(who, day, happened.FILED, kind=kind, entry=kind, points=points, cause=cause,
                 record=100 * who + day, score=score, grade=int(score < -500))  # fmt: skip


def did(who, day, kind, world=0):
    return {**event(who, day, happened.DEED, kind=kind, scheme=-1), "world": world}


def lives():
    """Two months of four people; others renew their copy of a grade on 1 February (day 31).

    1 (majority): steals on day 9, flagged for it on day 10, in B.  2 (minority): reads, flagged on
    day 12; steals on day 30; flagged on day 40 for a relative, in B until after the end.  3
    (minority): flagged on day 20 for a relative and for nothing else, in B, shut out everywhere.
    4 (majority): a child.
    """
    right, kin = happened.RIGHT, happened.ASSOCIATION
    return [
        did(1, 9, THEFT), filed(1, 10, THEFT, HEAVY, right, -1000),
        did(2, 11, READING), filed(2, 12, READING, LIGHT, right, -300),
        did(2, 30, THEFT), filed(2, 40, READING, LIGHT, kin, -600),
        filed(3, 20, READING, HEAVY, kin, -1000),
        *(event(3, 33, happened.REFUSED, entry=door, source=0, score=-1000, grade=1)
          for door in range(3)),
        event(1, 33, happened.REFUSED, entry=0, source=0, score=-1000, grade=1),
        did(1, 5, READING), did(1, 5, READING, 1), did(1, 6, READING, 1),
        did(2, 11, READING, 1), did(2, 12, READING, 1), did(3, 13, READING, 1),
        did(3, 14, READING, 1), did(1, 9, THEFT, 1),
    ]  # fmt: skip


def books():
    """Flags, doors and deeds of two months; the panel's as `lives` tells."""
    return {
        **tiny_tables(),
        "grades": rows(
            "month cell grade residents", "0 0 0 7", "0 1 0 2", "1 0 0 7", "1 1 0 1", "1 1 1 1"
        ),
        "conduct": rows(
            "world month place kind deeds effort sighted",
            "0 0 0 0 60 0 12", "0 1 0 0 40 0 6", "0 0 0 1 5 0 2",
            "1 0 0 0 80 0 0", "1 1 0 0 70 0 0", "1 0 0 1 5 0 0",
        ),
        "records": rows(
            "month entry cause records points",
            "0 0 0 4 -1200", "0 0 4 2 -1300", "0 1 0 1 -1000", "0 1 2 1 -1000", "1 0 2 2 -600",
        ),
        "harm": rows(
            "month cell penalised wrongly innocent penal_days wrong_days bad_records wrong_records "
            "bad_deeds",
            "0 0 0 0 0 0 0 2 1 3", "0 1 0 0 0 0 0 4 2 2", "1 1 2 1 1 56 28 4 2 0",
        ),
        "doors": rows(
            "consequence minority hits attempts refusals wrongful money",
            "0 0 0 9 5 0 0", "0 0 1 3 2 0 0", "1 1 2 1 1 0 0",
        ),
        "panel_people": rows(
            "resident age flags household cell education occupation fifth role place",
            "1 34 0 0 0 2 1 2 0 0", "2 51 4 1 1 2 1 2 0 0", "3 70 4 1 1 2 7 2 0 0",
            "4  9 0 0 0 1 5 2 0 0",
        ),
        "panel_events": lives(),
    }  # fmt: skip


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs") / "watched"
    return write_run(folder, manifest(names=names()), books())


def test_flags_a_week_are_per_scored_resident_of_each_group(watched):
    found = surveillance.weekly_flags(watched)
    # 59 days are 59/7 weeks; 7 + 2 are scored, of ten residents
    assert found["flags"] == 10
    assert found["per_week"] == approx(10 / (9 * 59 / 7))
    majority, minority = found["groups"]
    assert majority["per_week"] == approx(2 / (7 * 59 / 7))
    assert minority["per_week"] == approx(8 / (2 * 59 / 7))
    assert minority["by_month"][1] == approx(4 / (2 * 4))  # February has four weeks
    assert found["ratio"] == approx(14)


def test_what_is_pushed_is_per_resident_of_the_places_that_are_watched(tmp_path):
    tables = tiny_tables()
    far = {**tables["cells"][0], "cell": 7, "place": 1, "residents": 500}
    tables["cells"] = [*tables["cells"], far]
    assert surveillance._residents_within(write_run(tmp_path / "run", manifest(), tables), 0) == 10


def test_staff_acted_on_half_of_what_was_pushed_to_them(watched):
    found = surveillance.weekly_flags(watched)
    assert found["pushed"] == 12 + 6 + 2
    assert found["acted_on"] == 0.5
    assert found["acted_by_month"] == approx([6 / 14, 4 / 6])
    assert found["pushed_per_week"] == approx(20 / (10 * 59 / 7))
    # nine are scored in January, seven of the majority; the same in February
    assert found["minority"] == approx(2 / 9)
    assert found["pushed_by_month"] == approx([14 / (10 * 31 / 7), 6 / (10 * 4)])


def test_m3_one_flag_in_ten_rightly_records_a_harmful_deed(watched):
    assert surveillance.conduct_behind_flags(watched)["harmful"] == approx(1 / 10)


def test_m3_people_flagged_against_people_picked_blindly(watched):
    found = surveillance.conduct_behind_flags(watched)
    # behind the flags of day 10 (1 stole the day before) and day 40 (2 stole on day 30), not behind
    # those of days 12 and 20
    assert (found["panel"], found["person"]) == (4, 0.5)
    # one thief in four people on days 10, 12 and 20, two on day 40
    assert found["base"] == approx((1 / 4 + 1 / 4 + 1 / 4 + 2 / 4) / 4)
    assert found["interval"] is None, "three people are too few for a range"


def test_m3_a_deed_counts_for_a_year(watched):
    # 1 steals on day 9, 2 on day 30
    asked = ((1, 9), (1, 8), (1, 9 + 364), (1, 9 + 365), (2, 30 + 364), (2, 29), (3, 40))
    who, day = np.array(asked).T
    found = surveillance._lately(surveillance._bad_deeds(watched), who, day)
    assert found.tolist() == [True, False, True, False, True, False, False]


def test_m3_the_base_counts_everybody_once_who_did_any_in_the_year(watched):
    """Against the plain way: for each day, who did one in the 365 days up to it."""
    luck = np.random.default_rng(3)
    who, day = np.sort(luck.integers(0, 4, 40)), luck.integers(0, 900, 40)
    order = np.lexsort((day, who))
    deeds, on = (who[order], day[order]), luck.integers(0, 1300, 60)
    plain = [len({w for w, d in zip(*deeds, strict=True) if day - 365 < d <= day}) for day in on]
    found = surveillance._base(watched, deeds, on)
    assert found == approx(sum(plain) / (4 * 60)) and found.cases == 60


def test_m9_what_falls_on_people_for_relatives(watched):
    found = surveillance.family_spillover(watched)
    assert (found["flags"], found["share"], found["per_own"]) == (2, 0.2, 2 / 8)
    assert (found["people"], found["only"]) == (3, 1)
    # 1 and 3 are in B all February, 3 for a relative alone; 2 falls into B too late to be known
    assert (found["days"], found["penal_days"]) == (28, 56)
    assert (found["refused"], found["children"]) == (3, 1)


def test_m17_a_third_of_lawful_reading_is_left_undone(watched):
    found = surveillance.chilling(watched)
    assert (found["with"], found["without"]) == (100, 150)
    assert found["foregone"] == approx(50 / 150)
    assert found["per_year"] == approx(50 / (10 * 2 / 12))
    assert found["interval"] is None  # three people of the panel are too few
    assert [row["title"] for row in found["by_kind"]] == ["Reading"], "theft is not lawful"
    # in the panel 1 reads once instead of twice, 2 and 3 once instead of four times
    assert [g["foregone"] for g in found["groups"]] == [approx(1 / 2), approx(3 / 4)]


def test_m17_what_people_were_kept_from_is_not_left_undone(tmp_path):
    """Of the 50 readings that are missing 20 were stopped, two of them 2's and 3's."""
    stopped = {"stopped": rows("world month consequence minority kind deeds", "0 0 0 0 0 20")}
    kept = [event(who, 15, happened.STOPPED, kind=READING, entry=0) for who in (2, 3)]
    tables = {**books(), **stopped, "panel_events": [*lives(), *kept]}
    run = write_run(tmp_path / "run", manifest(names=names()), tables)
    found = surveillance.chilling(run)
    assert (found["with"], found["without"], found["stopped"]) == (100, 150, 20)
    assert found["foregone"] == approx(30 / 150) and found["by_kind"][0]["stopped"] == 20
    assert [g["foregone"] for g in found["groups"]] == [approx(1 / 2), approx(1 / 4)]


def test_m18_the_worst_off(watched):
    found = worst_off.tail_harm(watched)
    # days under a penalty: 28, 0, 28, 0
    assert (found["people"], found["ever"], found["mean"]) == (4, 0.5, 14)
    assert (found["p90"], found["p99"], found["worst"], found["borne"]) == (28, 28, 28, 0.5)
    assert found["excluded"] == 1 / 4, "3 was refused in three domains, 1 in one"
    majority, minority = found["groups"]
    assert (majority["people"], majority["mean"], minority["excluded"]) == (2, 14, 0.5)


def test_m18_nearest_rank_and_the_worst_one_in_a_hundred():
    days = {who: who for who in range(1, 201)}
    found = worst_off._tail(list(days), days, {}, days)
    assert (found["p90"], found["p99"], found["worst"]) == (180, 198, 199.5)
    assert worst_off._tail([], {}, {}, {})["p99"] is None


def test_who_fell_under_a_penalty_fell_further_or_stayed_or_came_out(tmp_path):
    told = names()
    told["schemes"][0] |= {
        "grades": ["A", "B", "C"],
        "bands": [-500, -2000, None],
        "penal": ["B", "C"],
    }

    def standing(who, day, grade):
        return event(who, day, happened.GRADE, score=0, grade=grade)

    run = write_run(tmp_path / "run", manifest(names=told), {"panel_events": [
        standing(1, 3, 1), standing(1, 9, 2),  # from B to C
        standing(2, 3, 2), standing(2, 9, 1),  # from C to B
        standing(3, 3, 1), standing(3, 5, 0), standing(3, 9, 1),  # as at first
        standing(4, 3, 2), standing(4, 9, 2),
        standing(5, 3, 0),  # never under one
    ]})  # fmt: skip
    found = escalation(run)
    assert found == {"people": 4, "worse": 1 / 4, "same": 1 / 2, "better": 1 / 4}


def test_where_most_of_the_scored_are_of_the_minority_it_is_said(watched):
    found = surveillance.watching(watched)
    assert "in the minority)" in watching_lines(found)[0]
    most = {**found, "flags": {**found["flags"], "minority": Share(0.85, 1000)}}
    assert "in the minority, here 85 % of them)" in watching_lines(most)[0]


def test_it_is_told_of_schemes_that_watch_lawful_life_and_of_no_other(watched, tiny):
    assert surveillance.watching(tiny) is None
    assert scheme_summary(tiny, 0)["watching"] is None
    lines = watching_lines(scheme_summary(watched, 0)["watching"])
    assert [line.split(":")[0] for line in lines] == [
        "Flags", "Behind a flag", "Relatives", "Left undone", "Escalation", "Worst off"
    ]  # fmt: skip
    assert "33 %" in lines[3] and "28 days" in lines[5]
