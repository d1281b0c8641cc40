"""A fine that has to be collected: identified, reached and paid are three chances, each counted."""

from math import sqrt

import numpy as np
import pytest
from pydantic import ValidationError

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.events import DISPUTE, EXPIRED, FILED, NOTICE, REWARDED, UPHELD
from socialcredit.engine.collect import gathered
from socialcredit.engine.preparing import prepared
from socialcredit.language.check.doors import problems_of_doors
from socialcredit.language.model.consequences import Consequence
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from tests.engine.paired import DAY, ENTRY, POINTS, RECORD, WHO, all_of, lived, of
from tests.engine.towns import mechanisms_off

FINE = "schemes.shanghai-crossing.consequences.fine"
PROCEDURE = "schemes.shanghai-crossing.procedure"
EYES = "assumptions.sensors.sources.shanghai-crossings.devices.shanghai"
# Crossings everywhere, so that a small town has fines; an office with room for everybody.
OFTEN = [f"{EYES}.number={{2017-07-01: 2000}}", f"{PROCEDURE}.office.decisions=100000"]
PHOTO, OWED = 0, 1  # the entries of the scheme


def town(*sets, contests=False):
    """The first ten months of a town in which nobody responds; everybody's books are kept."""
    silent = mechanisms_off() | {"dispute": contests}
    asked = {"people": 2500, "panel_households": 5000, "twin": None, "responses": silent,
             "ends": load_scenario("shenzhen").starts.replace(year=2018)}  # fmt: skip
    scenario = load_scenario("shanghai-crossing").model_copy(update=asked)
    setup = prepared(resolve(scenario, [*OFTEN, *sets]), 1)
    life = lived(setup)
    return setup, life, gathered(setup, [life.world.collected])


@pytest.fixture(scope="module")
def shown():
    return town()


def counts(tables):
    return {name: int(column.sum()) for name, column in tables["collected"].items()}


def close(found: int, told: float) -> bool:
    return abs(found - told) < 4 * sqrt(told) + 1


def test_identified_reached_and_paid_multiply_out(shown):
    _, _, tables = shown
    found = counts(tables)
    assert found["identified"] > 1000 and found["owed"] > 300
    assert close(found["reached"], 0.3 * found["identified"])
    assert close(found["billed"], 0.3 * found["owed"])
    assert close(found["paid"], 0.3 * 0.6 * found["owed"])
    assert found["money_owed"] == 2000 * found["owed"]


def test_every_sighting_of_the_cameras_identifies_somebody_once(shown):
    _, life, tables = shown
    filed = [row for row in all_of(life, FILED) if row[ENTRY] == OWED]
    assert counts(tables)["identified"] == len(filed)
    assert counts(tables)["owed"] == sum(row[POINTS] < 0 for row in filed)


def test_the_money_that_moves_is_that_of_those_who_paid(shown):
    _, life, tables = shown
    moved = -tables["doors"]["money"].sum()
    assert moved == 2000 * counts(tables)["paid"] > 0
    assert moved == -sum(row[POINTS] for row in all_of(life, REWARDED))


def test_who_was_not_told_pays_nothing_and_is_on_the_photo_as_long_as_the_rule_says(shown):
    """Whether somebody can be reached is one fact: of the notice and of the money."""
    setup, life, _ = shown
    last = setup.months[-1].first_day + setup.months[-1].days
    for rows in life.books.values():
        told = {(row[RECORD], row[ENTRY]): row[DAY] for row in of(rows, NOTICE)}
        ended = {(row[RECORD], row[ENTRY]): row[DAY] for row in of(rows, EXPIRED)}
        paying = {row[DAY] for row in of(rows, REWARDED)}
        assert paying <= set(told.values())
        for row in of(rows, FILED):
            if (row[RECORD], PHOTO) not in told and row[DAY] + 60 < last:
                assert ended[row[RECORD], PHOTO] == row[DAY] + 60


def test_a_photo_comes_down_when_its_fine_is_paid_and_not_before(shown):
    _, life, _ = shown
    early = 0
    for rows in life.books.values():
        paying = {row[DAY] for row in of(rows, REWARDED)}
        filed = {(row[RECORD], row[ENTRY]): row[DAY] for row in of(rows, FILED)}
        owing = {row[RECORD] for row in of(rows, FILED) if row[POINTS] < 0}
        for row in of(rows, EXPIRED):
            stood = row[DAY] - filed[row[RECORD], row[ENTRY]]
            if stood != 60:
                assert stood == 7 and row[DAY] in paying and row[RECORD] in owing
                early += row[ENTRY] == PHOTO
    assert early > 30


def test_who_contests_does_not_pay_before_the_office_has_decided():
    _, life, tables = town(
        f"{PROCEDURE}.notice.chance=1", f"{FINE}.collected.paid=1", contests=True
    )
    in_vain = 0
    for rows in life.books.values():
        paying = {row[DAY] for row in of(rows, REWARDED)}
        owing = {row[RECORD] for row in of(rows, FILED) if row[POINTS] < 0}
        told = {row[RECORD]: row[DAY] for row in of(rows, NOTICE) if row[ENTRY] == OWED}
        contested = {row[RECORD] for row in of(rows, DISPUTE) if row[ENTRY] == OWED}
        assert {told[number] for number in owing & told.keys() - contested} <= paying
        upheld = {row[DAY] for row in of(rows, UPHELD) if row[RECORD] in owing & contested}
        assert paying <= {told[number] for number in owing & told.keys() - contested} | upheld
        in_vain += len(upheld & paying)
    assert in_vain
    assert counts(tables)["paid"] < counts(tables)["billed"]


@pytest.mark.parametrize(
    ("change", "paid"),
    [(f"{FINE}.collected.paid=0", 0), (f"{FINE}.collected.paid=1", 0.3),
     (f"{PROCEDURE}.notice.chance=1", 0.6)],
)  # fmt: skip
def test_each_of_the_two_chances_moves_what_is_paid(shown, change, paid):
    _, _, tables = town(change)
    found = counts(tables)
    assert found["identified"] == counts(shown[2])["identified"]
    # a paid fine ends nothing that a later one needs, so that as many are owed
    assert close(found["paid"], paid * found["owed"])


def test_without_collecting_every_fine_moves_on_the_day_it_is_filed(shown):
    _, _, tables = town(f"{FINE}.collected=null")
    assert "collected" not in tables
    assert -tables["doors"]["money"].sum() == 2000 * counts(shown[2])["owed"]
    for name in ("conduct", "appeals"):
        deeds = {key: column for key, column in tables[name].items() if key in ("deeds", "notices")}
        for key, column in deeds.items():
            assert abs(int(column.sum()) - int(shown[2][name][key].sum())) <= 0.02 * column.sum()


def test_in_the_last_weeks_of_a_run_a_paid_photo_comes_down_as_well(shown):
    """Of these no day is left on which they would run out of themselves."""
    setup, life, _ = shown
    last = setup.months[-1].first_day + setup.months[-1].days
    late = [row for row in all_of(life, EXPIRED) if row[ENTRY] == PHOTO and row[DAY] > last - 50]
    paid = {(row[WHO], row[DAY]) for row in all_of(life, REWARDED)}
    assert any((row[WHO], row[DAY]) in paid for row in late)


GIVEN = {
    "consequence": "fine", "when": {"entry": ["x"]}, "domain": "money", "effect": "money",
    "money": "-20", "since": "2020-01-01", "source": "assumed", "evidence": "assumed",
    "collected": {"paid": 0.5, "source": "assumed", "evidence": "assumed"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"money": "20"}, "what a person receives is not collected"),
        ({"paid_back": True}, "who pays has not contested it"),
        ({"when": {"anyone": True}, "per": "year"}, "only a sum that a record takes is collected"),
    ],
)
def test_only_what_a_record_takes_is_collected(change, why):
    Consequence.model_validate(GIVEN)
    with pytest.raises(ValidationError, match=why):
        Consequence.model_validate(GIVEN | change)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (f"{FINE}.collected.ends=[foto]", "foto"),
        (f"{FINE}.collected.source=nobody", "nobody"),
    ],
)
def test_what_names_nothing_is_refused(change, why):
    with pytest.raises(SocialCreditError, match=why):
        resolve(load_scenario("shanghai-crossing"), [change])


@pytest.mark.parametrize("change", ["notice=null", "notice.chance=0"])
def test_a_sum_of_which_nobody_is_ever_told_is_refused(change):
    inputs = resolve(load_scenario("shanghai-crossing"), [f"{PROCEDURE}.{change}"])
    problems = list(problems_of_doors(inputs.schemes[0]))
    assert [problem.message for problem in problems] == [
        "nobody is told of a record, so that nobody pays what it costs"
    ]
    assert problems[0].loc == ("consequences", 1, "collected")


def test_the_counts_hang_together(shown):
    rows = shown[2]["collected"]
    assert np.all(rows["reached"] <= rows["identified"]) and np.all(
        rows["owed"] <= rows["identified"]
    )
