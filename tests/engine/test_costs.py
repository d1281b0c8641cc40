"""What a further scheme costs: bytes of state and time, no worse than one after the other."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from socialcredit.columns import bytes_per_resident
from socialcredit.engine.inputs import prepared, resolve
from socialcredit.engine.world import begin, desks_for, run_month
from socialcredit.loading import load_scenario
from tests.engine.test_several_schemes import named, settled

MOST_BYTES = 16  # a resident and further scheme


@pytest.mark.parametrize("scenario", ["side-by-side", "separate-institutions", "national"])
def test_a_further_scheme_adds_at_most_sixteen_bytes_a_resident(scenario):
    asked = load_scenario(scenario).model_copy(update={"people": 20_000, "warm_up": None})
    inputs = resolve(asked)
    many, alone = (
        prepared(inputs._replace(schemes=schemes), 1)
        for schemes in (inputs.schemes, inputs.schemes[:1])
    )
    held, one = (
        bytes_per_resident(begin(setup, 0).standing, residents=setup.residents)
        for setup in (many, alone)
    )
    assert 0 < held - one <= MOST_BYTES * (len(inputs.schemes) - 1)


def test_nine_schemes_take_no_longer_than_nine_times_one():
    """Processor time, so that whatever else the machine does hardly counts."""
    days = {"starts": date(2018, 1, 1), "ends": date(2018, 6, 30)}
    base = settled("rongcheng", people=10_000, **days)
    one, nine = (_seconds(named(base, *[f"r{n}" for n in range(many)])) for many in (1, 9))
    assert nine < 9 * one


def _seconds(inputs):
    setup, took = prepared(inputs, 1), []
    for _ in range(3):
        world, desks, clock = begin(setup, 0), desks_for(setup, 1), time.process_time()
        with ThreadPoolExecutor(1) as pool:
            for month in setup.months:
                run_month(setup, world, month, pool, desks)
        took.append(time.process_time() - clock)
    return min(took)
