"""Mobs hit where people are named, when they are, and those whom the truth book says; nobody else.

A small province of debtors on a map to which their neighbours add, some of them wrongly. The mob is
far louder than anybody believes one to be.
"""

import json
from datetime import date
from functools import cache

import numpy as np
import pytest
from pytest import approx

from socialcredit.core import run_files
from socialcredit.engine import folder as run_folder
from socialcredit.engine import run
from socialcredit.engine.preparing import prepared
from socialcredit.engine.world import begin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.stages.society import people
from tests.engine import apart
from tests.engine.apart import HUNTED, NAMES, B
from tests.engine.test_resume import stop_after
from tests.engine.towns import in_hamlets, town

ON = NAMES["responses"]
OFF = {**ON, "mob": False}
TARGETS = ("right", "wrong", "beside")


@cache
def lived(*sets, threads=1, **changes):
    """The tables of a run of the province."""
    return run.simulate(resolve(town(**{**NAMES, **changes}), [*HUNTED, *sets]), threads)[1]


def without_mob(**changes):
    """The same, where nobody turns on anybody."""
    asked = town(**{**NAMES, **changes, "responses": OFF})
    return run.simulate(resolve(asked, [HUNTED[0]]), 1)[1]


def attacked(tables):
    """Attacks by whom they hit, in all."""
    return np.array([tables["attacks"][target].sum() for target in TARGETS])


def apart_in(one, other):
    """The names of the tables in which two runs differ, or that one of them has not got."""
    hashes = [run_folder.table_hashes(tables) for tables in (one, other)]
    return {name for name in {**hashes[0], **hashes[1]}
            if hashes[0].get(name) != hashes[1].get(name)}  # fmt: skip


def test_a_mob_moves_no_deed_and_no_record():
    assert apart_in(lived(), without_mob()) == {"attacks", "named"}
    assert attacked(lived()).sum() > 20


def test_without_it_no_byte_is_kept_and_with_it_four_a_community_beside_the_truth():
    off = begin(prepared(resolve(town(**{**NAMES, "responses": OFF})), 1), 0)
    assert off.shared.size == off.misled.size == 0 and off.passing.named.size == 1
    on = begin(prepared(resolve(town(**NAMES)), 1), 0)
    communities = len(on.news)
    assert on.shared.nbytes == on.misled.nbytes == 4 * communities
    assert on.passing.named.nbytes == len(on.people.age)


def test_at_a_strength_of_nought_people_are_named_and_nobody_is_attacked():
    quiet = lived(f"{B}mob.strength=0")["attacks"]
    assert not any(quiet[target].any() for target in TARGETS)
    assert np.array_equal(quiet["named"], lived()["attacks"]["named"])


def test_of_names_that_all_hear_as_many_attacks_follow_as_the_closed_form_has():
    """q / (1 - r) for each, less what comes after the last month; within three standard errors."""
    told = lived()["attacks"]
    left = told["month"].max() - told["month"]
    exact = (told["named"] * 0.25 * (1 - 0.5**left) / (1 - 0.5)).sum()
    assert attacked(lived()).sum() == approx(exact, abs=3 * exact**0.5)
    assert told["named"][0] and not sum(told[target][0] for target in TARGETS), "a month later"


def test_newly_named_are_those_who_were_not_there_and_the_wrong_ones_those_of_the_truth_book():
    told, there = lived()["attacks"], lived()["named"]
    on_map = there["means"] == 1
    assert told["named"][0] == there["people"][on_map][0]
    assert told["misnamed"][0] == there["wrongly"][on_map][0] > 0
    assert (told["named"].cumsum() >= there["people"][on_map]).all()
    never = lived("assumptions.sensors.map-users.coverage={urban: {2013-10-01: 0.0}, "
                  "rural: {2013-10-01: 0.0}}")["attacks"]  # fmt: skip
    assert never["misnamed"].sum() < told["misnamed"].sum(), "neighbours take one for another"


def test_whoever_is_rightly_named_by_one_rule_is_rightly_named_whichever_rule_comes_first():
    """Some are on the map rightly and on the court's list wrongly."""
    s = "assumptions.sensors."
    sharp = [
        f"{s}listing-courts.wrong_person=0.5", f"{s}map-users.wrong_content=0",
        f"{s}map-users.sees={{debt-presumed-able: 1}}",
        "assumptions.deeds.debt-presumed-able.rate=9",
    ]  # fmt: skip
    inputs = resolve(town(**NAMES), [*HUNTED, *sharp])
    (scheme,) = inputs.schemes
    turned = scheme.model_copy(update={"lists": scheme.lists[::-1]})
    one, other = (
        run.simulate(inputs._replace(schemes=schemes), 1)[1]["attacks"]
        for schemes in (inputs.schemes, (turned,))
    )
    assert np.array_equal(one["misnamed"], other["misnamed"]) and one["misnamed"].sum() > 20


def test_attacks_fall_on_wrong_names_in_their_proportion_and_on_others_in_theirs():
    sharp = lived(f"{B}mob.beside=0", f"{B}mob.spreads=0.9")
    told = sharp["attacks"]
    right, wrong, beside = attacked(sharp)
    share = told["misnamed"][:-1].sum() / told["named"][:-1].sum()
    assert beside == 0 and 0 < wrong < right
    assert wrong == approx(share * (right + wrong), abs=4 * (share * (right + wrong)) ** 0.5)
    assert attacked(lived(f"{B}mob.beside=1"))[:2].tolist() == [0, 0]


def test_who_hears_of_names_by_narrower_means_attacks_less():
    narrow = lived(f"{B}mob.audience=[0.1, 0.1, 0.1, 0.1, 0.1, 0.1]")
    assert 0 < attacked(narrow).sum() < attacked(lived()).sum() / 3
    assert np.array_equal(narrow["attacks"]["named"], lived()["attacks"]["named"])
    assert attacked(lived(f"{B}mob.audience=0")).sum() == 0


def test_who_is_told_of_more_widely_than_before_is_named_anew():
    """Neighbours put some on the map, in an app, and a court on the list, on the web, later."""
    web, wider, all_alike = (
        lived(f"{B}mob.audience=[1, {app}, 0, 0, 0, 0]")["attacks"]["named"].sum()
        for app in (0, 0.5, 1)
    )
    assert web < all_alike < wider


def test_in_the_twin_nobody_is_named_and_nobody_is_attacked():
    assert set(lived()["attacks"]["world"]) == {0}


def test_in_a_place_without_the_scheme_nobody_is_attacked():
    both = {"places": ("hebei", "shandong"), "people": 800}
    assert set(lived(**both)["attacks"]["place"]) == {0}


def test_after_the_end_names_cease_and_anger_goes_on_as_long_as_it_lasts():
    ends = "schemes.naming-escapes.ends=2019-03-31"
    for spreads, lasts in ((0, 2), (0.9, 4)):
        told = lived(ends, f"{B}mob.spreads={spreads}")["attacks"]
        months = told["month"][sum(told[target] for target in TARGETS) > 0]
        assert told["month"][told["named"] > 0].max() == 1
        assert months.max() == lasts, "the month after the last names, or on and on"


def test_where_anger_grows_by_itself_it_is_stopped_at_the_number_of_people_and_told():
    calm, wild = (lived(f"{B}mob.spreads={r}", ends=date(2019, 9, 30)) for r in (0.99, 1.5))
    assert not calm["attacks"]["runaway"].any() and wild["attacks"]["runaway"].any()
    most = sum(wild["attacks"][target] for target in TARGETS).max()
    assert most < 400 * 0.25 + 5 * 10, "a quarter of everybody, and luck"


def test_threads_communities_and_chunks_do_not_show(monkeypatch):
    in_hamlets(monkeypatch, 30)
    found = set()
    for threads, chunk in ((1, 256), (3, 2)):
        monkeypatch.setattr(people, "CHUNK", chunk)
        tables = lived.__wrapped__(threads=threads)
        found.add(run_folder.content_hash(run_folder.table_hashes(tables)))
    assert len(found) == 1 and attacked(tables).sum() > 20


@pytest.mark.parametrize("months", [2, 6], ids=["in the middle", "in the twin"])
def test_killed_and_resumed_is_undisturbed(tmp_path, months):
    folder = tmp_path / "run"
    with pytest.raises(KeyboardInterrupt):
        run.run_scenario(
            town(**NAMES), out=folder, sets=HUNTED, threads=2, checkpoint_every=1,
            progress=stop_after(months),
        )  # fmt: skip
    run.resume(folder, threads=1)
    finished = run_files.read_manifest(folder)["table_hashes"]
    assert finished == run_folder.table_hashes(lived())


def test_without_the_compiler_every_table_is_the_same():
    plain = apart.in_another_process("print_hashes(NAMES, HUNTED)", NUMBA_DISABLE_JIT="1")
    assert plain.returncode == 0, plain.stderr
    assert json.loads(plain.stdout) == run_folder.table_hashes(lived())
