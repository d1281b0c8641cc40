"""What only some runs need is compiled for them alone, and found where the month looks for it."""

from types import SimpleNamespace

import numba
import numpy as np
import pytest

from socialcredit.core import on_call
from socialcredit.engine import workers
from socialcredit.engine.run import simulate
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from tests.engine.towns import town

compiled_only = pytest.mark.skipif(numba.config.DISABLE_JIT, reason="nothing is compiled")


@pytest.fixture
def parts(monkeypatch):
    """Where kernels lie, after each call of the month."""
    seen, ready = [], on_call.ready

    def told(door, given, tables, parts):
        ready(door, given, tables, parts)
        seen.append(parts.copy())

    monkeypatch.setattr(workers, "ready", told)
    return seen


def names_of(parts):
    return {name for name, at in zip(on_call.PARTS, parts, strict=True) if at}


@compiled_only
def test_every_kernel_on_call_has_a_place_of_its_own():
    assert set(on_call._known) == set(on_call.PARTS) and len(set(on_call.PARTS)) == len(
        on_call.PARTS
    )
    assert all(on_call.PARTS[one.number] == name for name, one in on_call._known.items())


@compiled_only
def test_a_town_of_residents_under_points_asks_for_none_of_them(parts):
    simulate(resolve(town(people=300)), 1)
    assert parts and not any(each.any() for each in parts)


@compiled_only
def test_caterers_who_are_visited_ask_for_what_visits_need_and_not_for_bans(parts):
    asked = load_scenario("shipped:shanghai-food")
    simulate(resolve(asked.model_copy(update={"firms": 200, "twin": None})), 1)
    found = names_of(parts[-1])
    assert {
        "month.visiting.plan_rounds", "month.visiting.go_round", "month.premises.turn_over",
        "month.ending.end_faults", "month.signs.hide_signs",
    } <= found  # fmt: skip
    assert not found & {"month.consequences.keep_back", "month.hearing.hear_of_others"}


@compiled_only
def test_what_nobody_asked_for_and_is_called_is_an_error(monkeypatch):
    """Not a jump to nowhere: a rule that kernels follow and `asked` does not know would be one."""
    monkeypatch.setattr(workers, "ready", lambda *_given: None)
    asked = load_scenario("shipped:shanghai-food")
    with pytest.raises(RuntimeError, match="nothing asked for plan_rounds"):
        simulate(resolve(asked.model_copy(update={"firms": 200, "twin": None})), 1)


@compiled_only
def test_only_what_is_asked_for_is_looked_up_and_once(monkeypatch):
    looked, opened = [], []

    class Part:
        def __init__(self, number, asked):
            self.number, self.asked = number, lambda _tables: asked

        @property
        def address(self):
            looked.append(self.number)
            return 7 + self.number

    monkeypatch.setattr(on_call, "_known", {"a": Part(0, False), "b": Part(2, True)})
    door, places = SimpleNamespace(opened=lambda *given: opened.append(given)), np.zeros(3)
    for _ in range(2):
        on_call.ready(door, (1, 2), None, places)
    assert places.tolist() == [0, 0, 9] and looked == [2] and opened == [(1, 2)]


@compiled_only
def test_it_is_called_with_the_same_types_everywhere():
    one = object.__new__(on_call.OnCall)
    one.kinds, one.told = None, ("somewhere", "visit")
    one.compile((numba.types.int64,))
    one.compile((numba.types.int64,))
    with pytest.raises(TypeError, match="visit is called with other types"):
        one.compile((numba.types.int8,))
