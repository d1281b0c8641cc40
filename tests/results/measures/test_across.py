"""Measures over several bodies, against numbers worked out by hand on paper."""

import pytest

from socialcredit.core import events as happened
from socialcredit.results import survival
from socialcredit.results.measures.across import across_bodies
from socialcredit.results.measures.contest import path_of_wrong_records
from socialcredit.results.words.summary import summary_text
from tests.results.synthetic import event, manifest, write_run

DOMAINS = [
    {"domain": "life", "parent": None, "title": "Life"},
    {"domain": "road", "parent": "life", "title": "Road"},
    {"domain": "traffic", "parent": "road", "title": "Traffic"},
    {"domain": "fly", "parent": "road", "title": "Fly"},
    {"domain": "money", "parent": "life", "title": "Money"},
    {"domain": "debt", "parent": "money", "title": "Debt"},
    {"domain": "loan", "parent": "money", "title": "Loan"},
    {"domain": "volunteering", "parent": "life", "title": "Giving"},
    {"domain": "community", "parent": "life", "title": "Near"},
]
HURT = {"score": 95000, "grade": 1}
FINE = {"score": 100000, "grade": 0}


def body(name, doors, shut="refuse"):
    """A body that files crossings and arrears, with these doors."""
    return {
        "name": name,
        "title": name,
        "grades": ["A", "B"],
        "bands": [96000, None],
        "start": 100000,
        "penal": ["B"],
        "entries": ["crossing", "arrears"],
        "entry_titles": ["Crossing", "Arrears"],
        "entry_deeds": ["jaywalking", "loan-arrears"],
        "entry_evidence": ["assumed", "assumed"],
        "lists": [],
        "consequences": [f"no-{door}" for door in doors],
        "consequence_domains": doors,
        "consequence_effects": [shut] * len(doors),
        "consequence_grades": [["B"]] * len(doors),
    }


def filed(who, day, scheme, entry, cause, record):
    return event(who, day, happened.FILED, kind=entry, entry=entry, scheme=scheme, points=-5000,
                 cause=cause, record=record, **HURT)  # fmt: skip


@pytest.fixture
def run(tmp_path):
    """Three months of 31, 28 and 31 days, four residents, two bodies: roads and money.

    1: a false crossing on day 5, filed by both; roads put it right on day 40 and in every copy on
       day 45, money on day 50 and 65. 2: right arrears on day 3, at money alone. 3: right arrears
       on day 3, filed by both. 4: nothing.
    """
    base = manifest()
    names = {**base["names"], "domains": DOMAINS}
    names["schemes"] = [body("roads", ["fly", "traffic"]), body("money", ["loan"])]
    told = {**base, "months": 3, "days": 90, "names": names}
    events = [
        filed(1, 5, 0, 0, 2, 11), filed(1, 5, 1, 0, 2, 11),
        event(1, 40, happened.CORRECTED, entry=0, scheme=0, record=11, **FINE),
        event(1, 45, happened.COPIES_CORRECTED, entry=0, scheme=0, record=11, **FINE),
        event(1, 50, happened.CORRECTED, entry=0, scheme=1, record=11, **FINE),
        event(1, 65, happened.COPIES_CORRECTED, entry=0, scheme=1, record=11, **FINE),
        filed(2, 3, 1, 1, 0, 12),
        filed(3, 3, 0, 1, 0, 13), filed(3, 3, 1, 1, 0, 13),
    ]  # fmt: skip
    people = [{"resident": who, "household": who, "cell": 0, "age": 40} for who in (1, 2, 3, 4)]
    return write_run(tmp_path / "run", told, {"panel_events": events, "panel_people": people})


def test_a_day_counts_once_however_many_bodies_penalise_on_it(run):
    """Copies are taken on the first: 1 is penalised in February (28 days, by both bodies) and in
    March by money alone (31), whose copies were not right on the first; 2 and 3 in both months.
    """
    found = across_bodies(run)
    years = 4 * 90 / 365.25 / 1000
    assert found["penal_days"] == pytest.approx(3 * 59 / years)
    assert found["wrong_days"] == pytest.approx(59 / years)
    assert found["wrong_body_days"] == pytest.approx((28 + 59) / years)


def test_doors_of_all_bodies_count_together(run):
    """1 and 3 were refused flights, traffic and loans at once; 2 loans only; 4 nothing."""
    assert across_bodies(run)["shut_out"] == 2 / 4


def test_a_door_by_another_bodys_list_is_shut_by_that_body_and_a_check_by_none(run):
    """Money reads the list of roads for three more doors: they are shut to 1 and 3, not to 2."""
    roads, money = run.names["schemes"]
    money |= {
        "consequences": ["no-loan", "no-shop", "no-room", "no-car", "no-login"],
        "consequence_domains": ["loan", "debt", "community", "volunteering", "traffic"],
        "consequence_effects": ["refuse"] * 5,
        "consequence_grades": [["B"], None, None, None, None],
        "consequence_of": [None, 0, 0, 0, None],
        "consequence_checks": [False] * 4 + [True],
    }
    roads |= {"consequences": [], "consequence_domains": [], "consequence_effects": [],
              "consequence_grades": []}  # fmt: skip
    assert across_bodies(run)["shut_out"] == 2 / 4


def test_people_in_several_files_and_under_several_penalties_at_once(run):
    """1 and 3 are filed by both bodies and penalised by both in February; 2 by money alone."""
    found = across_bodies(run)
    assert (found["several_files"], found["several_penal"]) == (2 / 4, 2 / 4)


def test_a_penalty_for_what_its_own_part_of_life_did_not_bring_is_unrelated(run):
    """Of three with a shut door only 3 (arrears, at roads); at the months' ends money had put 1
    right and only its copy was penal, which is wrong and not unrelated.
    """
    found = across_bodies(run)
    assert found["behind_doors"] == 3
    assert found["unrelated"] == pytest.approx(1 / 3)


def test_a_wrong_record_is_right_again_when_its_last_copy_is(run):
    """One wrong sighting, filed by two bodies on day 5; right at roads on day 45, at money 65."""
    found = across_bodies(run)
    assert (found["wrong"], found["fan_out"], found["fan_out_most"]) == (1, 2.0, 2)
    assert (found["righted"], found["repaired"]) == (1.0, 1.0)
    assert found["repair_days"] is None  # one record is too few for a middle one


def right(who, day, scheme, what, record):
    """A correction here, or after another body, and on the next day in every copy of the grade."""
    told = {"entry": 0, "scheme": scheme, "record": record, **FINE}
    return [
        event(who, day, what, **told),
        event(who, day + 1, happened.COPIES_CORRECTED, **told),
    ]


@pytest.fixture
def copied(tmp_path):
    """Four false crossings, filed by both bodies. Roads filed them first; money follows.

    11: filed on day 5, right at roads on day 20 (copies 21), at money on 50 (51): 16 and 46 days.
    12: filed on day 10, right at both on day 30 (31): 21 days. 13: filed on day 12, right at roads
    on day 80 (81); money would follow after the end. 14: filed on day 2, never contested.
    """
    base = manifest()
    names = {**base["names"], "domains": DOMAINS}
    names["schemes"] = [body("roads", ["fly", "traffic"]), body("money", ["loan"])]
    told = {**base, "months": 3, "days": 90, "names": names}
    events = [
        *(filed(1, day, scheme, 0, 2, record)
          for day, record in ((5, 11), (10, 12), (12, 13), (2, 14)) for scheme in (0, 1)),
        *right(1, 20, 0, happened.CORRECTED, 11), *right(1, 50, 1, happened.FOLLOWED, 11),
        *right(1, 30, 0, happened.CORRECTED, 12), *right(1, 30, 1, happened.FOLLOWED, 12),
        *right(1, 80, 0, happened.CORRECTED, 13),
    ]  # fmt: skip
    people = [{"resident": 1, "household": 1, "cell": 0, "age": 40}]
    return write_run(tmp_path / "run", told, {"panel_events": events, "panel_people": people})


def test_time_to_repair_is_the_day_on_which_the_last_copy_is_corrected(copied):
    """Three of four were put right somewhere, two everywhere, after 46 and 21 days."""
    found = across_bodies(copied)
    assert (found["wrong"], found["fan_out"]) == (4, 2.0)
    assert (found["righted"], found["repaired"]) == (3 / 4, 2 / 4)
    assert found["first_days"] is found["repair_days"] is None  # of four records


def test_half_are_right_on_the_day_that_counts_those_that_never_are(copied, monkeypatch):
    """At the first body after 16, 21 and 69 days, one never: half on day 21. In the last copy after
    21 and 46 days, two never: half on day 46, and nine in ten not within the run."""
    monkeypatch.setattr(survival, "FEW", 4)
    found = across_bodies(copied)
    assert (found["first_days"], found["repair_days"], found["repair_p90"]) == (21, 46, None)


def test_a_copy_that_followed_counts_as_corrected_and_as_no_decision(copied):
    """At money three were never right on their own, and the office decided nothing."""
    path = path_of_wrong_records(copied, scheme=1)
    assert (path["wrong"], path["decided"], path["corrected"], path["repaired"]) == (4, 0, 2, 2)
    assert path["standing"] == 2


def test_the_page_of_text_says_how_far_a_wrong_record_spread(copied):
    text = " ".join(summary_text(copied).split())
    assert "filed by 2 bodies at most" in text
    assert "2 of 4 (too few to tell) in every copy by the end" in text
