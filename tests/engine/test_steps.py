"""Steps of a week: parents in day-care centres, a fine from week 5 to 16, and what it does."""

import numpy as np
import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import read_manifest
from socialcredit.engine.folder import table_hashes
from socialcredit.engine.run import resume, run_scenario, simulate
from socialcredit.experiments.behaviour import daycare
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from tests.engine.test_resume import stop_after

PEOPLE = 3380  # ten of each family


@pytest.fixture(scope="module")
def lived():
    asked = load_scenario("daycare").model_copy(update={"people": PEOPLE, "panel_households": 0})
    return simulate(resolve(asked), 2)


def late(setup, tables, world, fined):
    """Late collecting by week: the sum over these centres; int64 (20,)."""
    table, found = tables["conduct"], np.zeros(20, np.int64)
    last = np.array([setup.deeds[k]["deed"][-1] for k in table["kind"]])
    here = (table["world"] == world) & ((last <= "f") == fined)
    np.add.at(found, table["month"][here], table["deeds"][here])
    return found


def test_a_step_is_a_week_of_the_calendar(lived):
    setup, tables = lived
    assert [step.days for step in setup.months] == [7] * 20
    assert setup.months[4].first.isoformat() == "1998-02-02"
    assert set(tables["records"]["month"].tolist()) == set(range(4, 16)), "the weeks of the fine"


def test_the_fine_brings_as_many_late_as_the_mechanism_alone_says(lived):
    """Within four standard errors of counts, week by week and in sum."""
    setup, tables = lived
    seen = late(setup, tables, 0, True)
    told = daycare.late(daycare.shipped()) * 6 * PEOPLE / 338
    assert (abs(seen - told) < 4 * np.sqrt(told)).all()
    assert seen.sum() == pytest.approx(told.sum(), abs=3 * np.sqrt(told.sum()))


def test_nobody_else_moves_and_every_late_child_of_the_twin_is_late_here(lived):
    setup, tables = lived
    assert np.array_equal(late(setup, tables, 0, False), late(setup, tables, 1, False))
    here, there = (late(setup, tables, world, True) for world in (0, 1))
    assert (
        np.array_equal(here[:5], there[:5])
        and (here >= there).all()
        and here[6:].sum() > there[6:].sum()
    )
    added = np.bincount(tables["added"]["month"], tables["added"]["deeds"], 20)
    assert np.array_equal(here - there, added)


def test_what_is_expected_of_motivation_alone_is_told_every_week_without_a_draw(lived):
    _, tables = lived
    table = tables["motives"]
    ever, alone = (
        [int(table[c][(table["world"] == w) & (table["month"] == m)].sum()) for m in range(20)]
        for c, w in (("bad_ever", 0), ("bad_alone", 0))
    )
    twin = table["bad_alone"][table["world"] == 1]
    assert len(set(ever)) == 1 and alone[:5] == ever[:5] and alone == sorted(alone)
    assert twin.sum() == sum(ever), "of the twin nothing had a price"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("step_days=5", "within a step"),
        ("schemes.daycare.entries.late-a.until=1998-04-20", "within a step"),
        ("schemes.daycare.starts=1998-02-02", "begins or ends within the run"),
        ("warm_up=1997-12-01", "warm-up"),
        ("assumptions.sensors.carers.false_alarm=0.1", "false alarms"),
        (
            "schemes.daycare.procedure.notice={chance: 1, after: 1 day}",
            "`procedure.notice` of `daycare` goes by months",
        ),
    ],
)
def test_what_goes_by_months_is_refused_in_steps_of_days(change, words):
    with pytest.raises(SocialCreditError) as caught:
        resolve(load_scenario("daycare"), [change])
    assert words in caught.value.render()


@pytest.mark.parametrize("weeks", [7, 20, 26], ids=["in the fine", "between", "in the twin"])
def test_killed_in_any_week_and_resumed_is_undisturbed(tmp_path, undisturbed, weeks):
    folder = tmp_path / "run"
    with pytest.raises(KeyboardInterrupt):
        run_scenario(
            load_scenario("daycare"), out=folder, threads=2, checkpoint_every=1,
            progress=stop_after(weeks),
        )  # fmt: skip
    resume(folder, threads=1)
    assert read_manifest(folder)["table_hashes"] == undisturbed


@pytest.fixture(scope="module")
def undisturbed():
    return table_hashes(simulate(resolve(load_scenario("daycare")), 2)[1])
