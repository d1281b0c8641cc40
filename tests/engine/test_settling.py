"""What runs share of their preparation is what each would have made alone."""

import sys
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from socialcredit.core.kept import Kept, hashed
from socialcredit.engine import folder, month_tables, preparing, settling
from socialcredit.engine.preparing import prepared
from socialcredit.engine.run import simulate
from socialcredit.language.model.scenario import Twin
from socialcredit.language.resolve import loading
from socialcredit.language.resolve.inputs import resolve
from tests.engine.towns import town

SMALL = {"people": 600, "ends": date(2014, 3, 31), "twin": None}
OTHERS = {
    "another seed": ({"seed": 12}, []),
    "other rules": ({}, ["schemes.rongcheng.score.start=900"]),
    "another place": ({"places": ("weihai",)}, []),
    "more people": ({"people": 700}, []),
    "another year": ({"starts": date(2016, 1, 1), "ends": date(2016, 3, 31)}, []),
    "other households": ({}, ["assumptions.population.newcomers.rural=0.3"]),
    "a source that errs": ({}, ["assumptions.sensors.traffic-police.wrong_person=0.4"]),
    "a deed done more often": ({}, ["assumptions.deeds.traffic-offence.rate=9"]),
    "a stronger response": ({}, ["assumptions.behaviour.perceived-risk.strength=3"]),
    "a response off": ({"responses": {"dispute": False, "while-listed": False}}, []),
    "the world without": ({"twin": Twin(without=("rongcheng",))}, []),
}
KEPT = {
    settling: ("recipes", "populations"),
    month_tables: ("_rules", "_sources", "_senses"),
    preparing: ("_profiles", "_hazards", "_people", "_living"),
}


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    keep(monkeypatch)


def keep(monkeypatch, most=None):
    """Begin with nothing kept, and keep as many things as usual, or `most`."""
    for module, names in KEPT.items():
        for name in names:
            was = getattr(module, name).most
            monkeypatch.setattr(module, name, Kept(was if most is None else most))
    for kept in kept_by_functions():
        kept.made.clear()


def kept_by_functions():
    """What every function that is made `once` keeps."""
    ours = [module for name, module in sys.modules.items() if name.startswith("socialcredit.")]
    found = (one for module in ours for one in vars(module).values() if hasattr(one, "__closure__"))
    cells = (cell.cell_contents for one in found for cell in one.__closure__ or ())
    return [cell for cell in cells if isinstance(cell, Kept)]


def hash_of(sets=(), **changes):
    _, tables = simulate(resolve(town(**{**SMALL, **changes}), sets), 1)
    return folder.content_hash(folder.table_hashes(tables))


@pytest.mark.parametrize("what", OTHERS)
def test_a_run_after_others_is_the_run_alone(what, monkeypatch):
    changes, sets = OTHERS[what]
    before = hash_of()
    after, again = hash_of(sets, **changes), hash_of()
    assert len(kept_by_functions()) > 30
    keep(monkeypatch, 0)
    assert after == hash_of(sets, **changes) != before == again


def test_people_are_settled_once_for_runs_that_have_the_same():
    one, other, third = (
        prepared(resolve(town(**{**SMALL, **changes}), sets), 1)
        for changes, sets in (({}, []), OTHERS["other rules"], OTHERS["another seed"])
    )
    assert one.people.age is other.people.age and one.people.age is not third.people.age
    assert one.people.profile is other.people.profile, "rules move no profile"
    rarer = resolve(town(**SMALL), ["assumptions.deeds.jaywalking.rate=0.1"])
    assert one.people.profile is not prepared(rarer, 1).people.profile, "deeds do"
    assert len(settling.recipes.made) == 1, "a seed changes no household of the pool"


def test_nothing_of_a_resident_is_written_while_people_are_lived():
    setup = prepared(resolve(town(**SMALL)), 1)
    before = [column.copy() for column in setup.people]
    simulate(resolve(town(**SMALL)), 2)
    for column, was in zip(setup.people, before, strict=True):
        assert np.array_equal(column, was)


TOLD = ("found", "cells", "panel", "keys", "often", "makeup")


def test_what_the_same_people_tell_is_told_once_and_written_by_nobody():
    one, other = (
        prepared(resolve(town(**SMALL), sets), 1) for sets in ([], OTHERS["other rules"][1])
    )
    before = [getattr(one, name).copy() for name in TOLD]
    simulate(resolve(town(**SMALL)), 2)
    again = prepared(resolve(town(**SMALL)), 1)
    for name, was in zip(TOLD, before, strict=True):
        assert getattr(one, name) is getattr(again, name), name
        assert np.array_equal(getattr(again, name), was), name
    assert other.often is one.often, "rules move no deed"
    rarer = resolve(town(**SMALL), ["assumptions.deeds.jaywalking.rate=0.1"])
    assert not np.array_equal(prepared(rarer, 1).often, one.often), "deeds do"


def test_what_the_same_people_tell_hangs_on_how_many_the_panel_takes():
    large = {**SMALL, "people": 5100, "ends": date(2014, 1, 31)}
    few, more = (prepared(resolve(town(**large, panel_households=n)), 1) for n in (20, 40))
    assert few.people.age is more.people.age and len(few.panel) < len(more.panel)


def test_what_is_compiled_is_compiled_once_for_runs_of_the_same_rules():
    one, other, third = (
        month_tables.compiled_of(prepared(resolve(town(**{**SMALL, **changes}), sets), 1))
        for changes, sets in (({}, []), OTHERS["another seed"], OTHERS["other rules"])
    )
    assert one.rules is other.rules is not third.rules
    assert one.sources is other.sources is third.sources
    assert one.senses is third.senses is not other.senses, "another seed has other people"


def test_no_kernel_writes_what_other_runs_are_handed():
    inputs = resolve(town(**SMALL), [])
    setup = prepared(inputs, 1)
    month, compiled = setup.months[1], month_tables.compiled_of(setup)
    first = hashed(month_tables.tables_of(setup, month, 0, compiled))
    _, tables = simulate(inputs, 2)
    without = month_tables.tables_of(setup, month, 1, compiled)
    assert first == hashed(month_tables.tables_of(setup, month, 0, compiled))
    assert (
        not np.array_equal(without.book.head.active, compiled.rules[month.first].book.head.active)
        or not setup.without
    )
    assert tables["harm"]["bad_records"].sum() > 0


def bytes_of(tables):
    """Every array of nested tuples, in order."""
    if isinstance(tables, tuple):
        return [one for part in tables for one in bytes_of(part)]
    return [np.asarray(tables).tobytes()]


@pytest.mark.parametrize("name", ["small-town", "zhengzhou", "suining", "sesame", "baihang"])
def test_a_month_in_which_nothing_turns_has_the_tables_it_would_have_alone(name):
    scenario = loading.load_scenario(name).model_copy(update={"people": 300, "twin": None})
    setup = prepared(resolve(scenario), 1)
    kept = month_tables.Compiled()
    months = setup.months[:18]
    for month in months:
        shared = month_tables.tables_of(setup, month, 0, kept)
        alone = month_tables.tables_of(setup, month, 0, month_tables.Compiled())
        assert bytes_of(shared) == bytes_of(alone), f"{month.first:%Y-%m}"
    assert len(kept.of_era) < len(months), "most months are of an era that began before them"


def other(setup, what):
    """The same run with one of the things changed from which a month's tables are compiled."""
    one = setup.sources[0] | {"false_alarm": 0.1, "wrong_person": 0.4}
    deed = setup.deeds[-1] | {"size": {"values": [7] * 16}}
    tree = setup.beliefs["domains"]
    tried = [attempt | {"per_year": 50.0} for attempt in tree["attempts"]]
    score = tuple(block.model_copy(update={"start": 900}) for block in setup.schemes[0].score)
    return replace(setup, **{
        "sources": {"sources": (one, *setup.sources[1:])},
        "deeds": {"deeds": (*setup.deeds[:-1], deed)},
        "homes": {"homes": (replace(setup.homes[0], name="elsewhere", around="gansu"),)},
        "people": {"often": setup.often**2, "makeup": setup.makeup[:, ::-1]},
        "doors": {"beliefs": setup.beliefs | {"domains": tree | {"attempts": tried}}},
        "schemes": {"schemes": (setup.schemes[0].model_copy(update={"score": score}),)},
        "responses": {"responses": replace(setup.responses, listed=3)},
    }[what])  # fmt: skip


@pytest.mark.parametrize(
    "what", ["sources", "deeds", "homes", "people", "doors", "schemes", "responses"]
)
def test_whatever_tables_are_compiled_from_decides_which_are_shared(what):
    setup = prepared(resolve(town(**SMALL)), 1)
    here = setup.sources[0] | {"places": ["rongcheng"]}  # one that is not everywhere
    setup, month = replace(setup, sources=(here, *setup.sources[1:])), setup.months[1]
    before = month_tables.tables_of(setup, month, 0, month_tables.compiled_of(setup))
    changed = other(setup, what)
    shared = month_tables.tables_of(changed, month, 0, month_tables.compiled_of(changed))
    alone = month_tables.tables_of(changed, month, 0, month_tables.Compiled())
    assert bytes_of(shared) == bytes_of(alone) != bytes_of(before)
