"""A scheme acts on its own days in a scenario, and leaves nothing behind but what people think."""

from datetime import date

import numpy as np
import pytest

from socialcredit.core.events import DEED, ENDED, GRADE, UNLISTED
from socialcredit.engine import earlier, run
from socialcredit.engine import folder as run_folder
from socialcredit.engine.run import simulate
from socialcredit.engine.standing import standing_of
from socialcredit.language.model.under import Under
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.stages.records.cases import NO_SCHEME
from tests.engine.paired import lived, town_of
from tests.engine.towns import SHARP, mechanisms_off, town
from tests.firms import places

SEEN = [*SHARP, "assumptions.deeds.drunk-driving.rate=3"]
LAST = date(2014, 4, 15)  # in the fourth month, whose grades and doors go on to its end
FIRST = date(2014, 2, 1)
WHOLE = {"starts": date(2014, 1, 1), "ends": date(2014, 6, 30)}
KEPT = ("grades", "records", "appeals", "awareness", "validity", "refrained", "doors")


def under(*names, starts=FIRST, ends=LAST):
    """The scenario's schemes, the first of them with days of its own."""
    first, *others = names
    return Under(scheme=first, starts=starts, ends=ends), *(Under(scheme=one) for one in others)


def asked(*names, **changes):
    days = {key: changes.pop(key) for key in ("starts", "ends") if key in changes}
    names = names or ("rongcheng",)
    return town(**{**WHOLE, "people": 600, "schemes": names, "under": under(*names, **days),
                   **changes})  # fmt: skip


def months_of(table, world=0, **equal):
    """The months in which a table has rows of a world."""
    mine = table["world"] == world
    for name, value in equal.items():
        mine &= table[name] == value
    return set(table["month"][mine].tolist())


@pytest.fixture(scope="module")
def ended():
    return simulate(resolve(asked(panel_households=1000), SEEN), 1)


def test_before_its_day_and_after_it_a_scheme_does_nothing(ended):
    _, tables = ended
    for name in KEPT:
        assert months_of(tables[name]) <= {1, 2, 3}, name
    assert months_of(tables["grades"]) == {1, 2, 3}
    assert months_of(tables["records"]) == {1, 2, 3}
    penalised = tables["harm"]["penalised"] > 0
    assert set(tables["harm"]["month"][penalised].tolist()) == {2, 3}


def test_no_record_is_filed_and_nobody_told_after_the_first_of_the_next_month(ended):
    setup, tables = ended
    events = tables["panel_events"]
    mine = (events["scheme"] == 0) & (events["world"] == 0)
    over, last = setup.months[4].first_day, (LAST - setup.months[0].first).days
    assert events["day"][mine].min() >= setup.months[1].first_day
    told = np.unique(events["what"][mine & (events["day"] >= over)])
    assert told.tolist() == [ENDED]
    assert not ((events["what"] == DEED) & mine).any()
    lists = (events["what"] == UNLISTED) & mine
    assert not lists.any() or events["day"][lists].max() <= last + 1


def test_what_was_on_file_is_gone_and_beliefs_fade():
    setup = town_of(
        *SEEN, "responses.perceived-risk=true", people=600, responses={}, **WHOLE, under=under(
            "rongcheng", ends=date(2014, 4, 30)
        ),
    )  # fmt: skip
    believed, known = [], []

    def look(world, month):
        believed.append(float(world.mind.belief.mean()))
        known.append(int((world.mind.known > 0).sum()))

    life = lived(setup, before=look)
    standing = life.world.standing
    start = standing_of(setup.schemes, life.world.compiled.rules[setup.months[5].first].book, 1)
    for name in ("score", "clean", "grade", "copy", "cap", "hold"):
        fresh = np.broadcast_to(getattr(start, name)[:, :1], getattr(standing, name).shape)
        assert np.array_equal(getattr(standing, name), fresh), name
    assert not standing.until.any() and not standing.meters.any()
    filed = [(cases[:, 0] >> 16) & 31 for cases in life.world.cases]
    assert set(np.concatenate(filed).tolist()) <= {NO_SCHEME}, "what is filed of nobody yet"
    assert known[5] == known[4] > 0, "who has heard of it does not forget that"
    assert believed[5] > float(life.world.mind.belief.mean()) > believed[1]


def test_days_that_are_those_of_the_run_change_no_bit():
    def hashes(**days):
        one = asked(**days) if days else town(**WHOLE, people=600)
        return run_folder.table_hashes(simulate(resolve(one, SEEN), 1)[1])

    assert hashes(starts=WHOLE["starts"], ends=WHOLE["ends"]) == hashes()


def test_where_the_scheme_is_not_nobody_feels_its_end():
    """Of another place and another scheme every count is as if it had gone on."""
    files = {name: f"side-by-side/{name}.yaml" for name in ("deeds", "sensors", "domains")}
    quiet = {"responses": mechanisms_off(), "places": ("rongcheng", "suqian"), "people": 1500,
             "assumptions": files}  # fmt: skip
    names = ("rongcheng", "court-list")
    _, tables = simulate(resolve(asked(*names, **quiet), SEEN), 1)
    _, whole = simulate(resolve(town(**{**WHOLE, **quiet, "schemes": names}), SEEN), 1)
    for name in ("records", "grades", "appeals", "lists", "awareness"):
        assert months_of(tables[name], scheme=0) <= months_of(whole[name], scheme=0)
        mine, theirs = (
            [column[(table["scheme"] == 1) & (table["world"] == 0)] for column in table.values()]
            for table in (tables[name], whole[name])
        )
        assert all(map(np.array_equal, mine, theirs)), name
    assert max(months_of(tables["records"], scheme=1)) > 3, "it files when the other has ended"
    for column in tables["conduct"]:
        assert np.array_equal(tables["conduct"][column], whole["conduct"][column])


def test_a_scheme_that_went_on_is_what_ends_when_stopped(ended):
    """Else the tests above would hold of a town in which nothing is ever on file."""
    _, tables = simulate(resolve(town(**WHOLE, people=600), SEEN), 1)
    assert months_of(tables["records"]) >= {3, 4, 5}
    assert months_of(tables["appeals"]) >= {4, 5}
    events = ended[1]["panel_events"]
    assert ((events["what"] == GRADE) & (events["world"] == 0)).any()


def test_stopped_and_finished_across_the_day_is_what_an_undisturbed_run_gives(tmp_path, ended):
    def stop(news):
        if news["stage"] == run.LIVING and news["done"] >= 4:
            raise KeyboardInterrupt

    one = asked(panel_households=1000)
    with pytest.raises(KeyboardInterrupt):
        run.run_scenario(
            one, out=tmp_path / "run", sets=SEEN, threads=2, checkpoint_every=1, progress=stop
        )
    run.resume(tmp_path / "run", threads=2)
    told = earlier.manifest_in(tmp_path / "run")
    assert told["table_hashes"] == run_folder.table_hashes(ended[1])
    assert told["scenario"]["schemes"] == [
        {"scheme": "rongcheng", "from": "2014-02-01", "until": "2014-04-15"}
    ]


def test_of_firms_too_nothing_is_left():
    scenario = load_scenario(places.TOWN)
    scheme = scenario.under[0].model_copy(update={"ends": date(2016, 3, 31)})
    one = scenario.model_copy(update={"under": (scheme, *scenario.under[1:])})
    _, tables = simulate(resolve(one, ["to=2016-06-30", places.FEW]), 1)
    assert max(months_of(tables["grades"], scheme=0)) == 2
    assert months_of(tables["records"], scheme=0) == {0, 1, 2}


def test_the_deeds_of_whoever_knew_a_rule_and_of_whoever_did_not_add_up_to_the_twins():
    loud = [f"assumptions.behaviour.perceived-risk.{one}" for one in ("strength=4", "hears=0.1")]
    setup, tables = simulate(resolve(asked(who_knew=True), [*SEEN, *loud]), 1)
    shape = 6, len(setup.deeds)

    def of(name, column, world=0):
        found, table = np.zeros(shape, int), tables[name]
        mine = table["world"] == world
        np.add.at(found, (table["month"][mine], table["kind"][mine]), table[column][mine])
        return found

    done = of("conduct", "deeds") - of("conduct", "effort")
    ruled = of("who_knew", "known") + of("who_knew", "unknown")
    about = of("who_knew", "known_about") + of("who_knew", "unknown_about")
    assert np.array_equal(done - ruled, of("conduct", "deeds", 1) - about)
    assert of("who_knew", "known").sum() < of("who_knew", "known_about").sum()
    assert np.array_equal(of("who_knew", "unknown"), of("who_knew", "unknown_about"))
    assert of("who_knew", "unknown").sum() > 0 and not ruled[[0, 4, 5]].any()
    assert not months_of(tables["who_knew"], world=1)
