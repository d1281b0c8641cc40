"""What protest does: the rules turn from the next first, in that place and world, and nowhere else.

A town in which so many protest at once that the outcome comes with the first month.
"""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from socialcredit.core import run_files
from socialcredit.engine import folder as run_folder
from socialcredit.engine import preparing, run
from socialcredit.engine.preparing import prepared
from socialcredit.engine.world import begin
from socialcredit.language.model.protest import Becomes, Protested
from socialcredit.language.resolve.inputs import resolve
from tests.engine.test_resume import stop_after
from tests.engine.towns import SHARP, town

LOUD = [
    *SHARP,
    "assumptions.behaviour.approval.level=0.3",
    "assumptions.behaviour.protest.spread=0.2",
    "assumptions.behaviour.protest.fear=0.1",
]
ON = {"approval": True, "protest": True}
STANCES = ("approve", "afraid", "no_use", "protest")
ENDS = Protested(outcome="ends", at=0.05)
COMES = date(2014, 2, 1)  # at the end of the first month enough protest


def protesting(outcome=None, **changes):
    """The town, with what protest does in it."""
    given = {"people": 500, "responses": ON, "protest": outcome, **changes}
    return town(**given)


def lived(outcome=None, sets=LOUD, threads=2, **changes):
    """The tables of a run."""
    return run.simulate(resolve(protesting(outcome, **changes), sets), threads)[1]


def apart(one, other):
    """The names of the tables in which two runs differ."""
    hashes = [run_folder.table_hashes(tables) for tables in (one, other)]
    return {name for name in hashes[0] if hashes[0][name] != hashes[1].get(name)}


@pytest.fixture(scope="module")
def ended():
    return lived(ENDS)


def test_a_scheme_that_protest_ends_leaves_what_one_leaves_that_ends_on_that_day(ended):
    dated = lived(sets=[*LOUD, "schemes.rongcheng.ends=2014-01-31"])
    assert apart(ended, dated) == {"acceptance"}
    assert apart(ended, lived()) > {"records", "grades"}, "while without, it goes on"


def test_the_month_in_which_it_turned_is_told_and_none_after_it(ended):
    told = ended["acceptance"]
    assert set(told["month"]) == {0} and set(told["world"]) == {0}, "the twin has no scheme"
    assert told["turns"][told["by"] == 0].tolist() == [1]
    for by in range(1, 5):
        for stance in STANCES:
            rows = told["by"] == by
            assert told[stance][rows].sum() == told[stance][0], "groups add up to everybody"


def test_groups_by_age_are_of_those_ages(ended):
    told, age = ended["acceptance"], prepared(resolve(protesting(ENDS), LOUD), 1).people.age
    adults = sum(told[stance] for stance in STANCES)[told["by"] == 1]
    assert adults.tolist() == np.histogram(age, (18, 40, 60, 200))[0].tolist()


def test_where_nothing_is_to_fear_nobody_is_afraid_and_some_see_no_use():
    bold = lived(sets=[*LOUD, "assumptions.behaviour.protest.fear=0"])["acceptance"]
    assert not bold["afraid"].any() and bold["no_use"].any()


@pytest.mark.parametrize("name", ["fine-only", "warning-first"])
def test_a_scheme_becomes_another_as_if_its_file_had_said_so(name, monkeypatch):
    outcome = Protested(outcome=Becomes(becomes=name), at=0.05)
    turned = lived(outcome, twin=None)
    plain = preparing.turning

    def dated(*given):
        setup = plain(*given)
        schemes = setup.turns.lived(setup.written, COMES)
        return replace(setup, schemes=schemes, turns=None, protest=None)

    with monkeypatch.context() as patched:
        patched.setattr(preparing, "turning", dated)
        assert apart(turned, lived(outcome, twin=None)) == {"acceptance"}
    never = lived(Protested(outcome=Becomes(becomes=name), at=1.0), twin=None)
    assert apart(turned, never) > {"records"}
    assert not apart(never, lived(twin=None)), "what never comes moves nothing"


PLACES = {"places": ("weihai", "suqian"), "people": 800, "twin": None}


def of_place(tables, place):
    """What people of a place did and what they had heard, month by month."""
    names = ("conduct", "response", "awareness", "refrained")
    chosen = {}
    for name in names:
        mine = tables[name]["place"] == place
        chosen[name] = {column: values[mine] for column, values in tables[name].items()}
    return run_folder.table_hashes(chosen)


def test_it_turns_in_the_place_in_which_so_many_protest_and_in_no_other():
    """Of two places the bar is set between how many protest in the one and in the other."""
    without = lived(**PLACES)
    told = without["acceptance"]
    rows = (told["month"] == 0) & (told["by"] == 0)
    adults = sum(told[stance][rows] for stance in STANCES)
    shares = told["protest"][rows] / adults
    loud, quiet = int(np.argmax(shares)), int(np.argmin(shares))
    between = Protested(outcome="ends", at=float(shares.mean()))
    apart_ = lived(between, **PLACES)
    turns = apart_["acceptance"]["turns"] > 0
    assert apart_["acceptance"]["place"][turns].tolist() == [loud], "and once"
    assert of_place(apart_, quiet) == of_place(without, quiet)
    dated = lived(sets=[*LOUD, "schemes.rongcheng.ends=2014-01-31"], **PLACES)
    assert of_place(apart_, loud) == of_place(dated, loud) != of_place(without, loud)


def test_protest_and_opinion_off_keep_no_bytes():
    off = begin(prepared(resolve(town(people=300)), 1), 0)
    assert off.mind.treated.size == off.mind.rows.size == 1 and off.protest.size == 0
    on = begin(prepared(resolve(protesting()), 1), 0)
    assert on.mind.treated.size == on.mind.rows.size == len(on.people.age)
    assert on.protest.nbytes == 8, "eight bytes a place"


def test_of_what_people_do_opinion_and_protest_move_nothing():
    """Approval moves no deed, and protest that does nothing leaves every other table as it was."""
    quiet = lived(responses={}, sets=SHARP)
    loud = lived()
    assert not apart(quiet, loud) and "acceptance" in loud


@pytest.mark.parametrize("months", [1, 2], ids=["the month of the end", "the month after"])
def test_killed_and_resumed_is_undisturbed(tmp_path, ended, months):
    folder = tmp_path / "run"
    with pytest.raises(KeyboardInterrupt):
        run.run_scenario(
            protesting(ENDS), out=folder, sets=LOUD, threads=2, checkpoint_every=1,
            progress=stop_after(months),
        )  # fmt: skip
    run.resume(folder, threads=1)
    finished = run_files.read_manifest(folder)["table_hashes"]
    assert finished == run_folder.table_hashes(ended)


def test_one_thread_does_what_two_do(ended):
    assert not apart(ended, lived(ENDS, threads=1))
