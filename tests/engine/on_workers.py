"""A small town whose shards are lived by workers, and visits that go wrong on one of them."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from socialcredit.core.run_files import write_sealed
from socialcredit.core.run_layout import INPUTS
from socialcredit.engine import step
from socialcredit.engine.at_workers import at_workers
from socialcredit.engine.collect import gathered
from socialcredit.engine.folder import table_hashes
from socialcredit.engine.preparing import prepared_in_shards
from socialcredit.engine.resting import at_rest
from socialcredit.engine.shared_store import shared
from socialcredit.engine.whole import Hands
from socialcredit.engine.workers import workspaces_for
from socialcredit.language.resolve.inputs import as_told, resolve
from socialcredit.language.resolve.loading import load_scenario
from tests.engine.ways import TOWN, WAYS

FIRSTS = (0, 1, 2)
KILLED, LIVED = "killed", "lived"
LONG = 50.0  # seconds


def inputs_of_town():
    """Two places whose inspectors go where most was found: all shards are asked before a month."""
    scenario = load_scenario(TOWN).model_copy(update={"places": ("inner-mongolia", "hebei")})
    changes = ["people=900", "to=2016-02-28", *WAYS["greedy"]]
    return resolve(scenario, changes).lived_as(twin=None)


@contextmanager
def under_way(place, folder):
    """The town on its first morning in shards on workers, and what months are lived with."""
    inputs = inputs_of_town()
    seal = write_sealed(folder / INPUTS, as_told(inputs))
    setup, cut, *_ = prepared_in_shards(inputs, 1, lambda _: FIRSTS)
    home = folder / "checkpoints"
    store = partial(shared, str(home), seal, "")
    with (
        at_workers(place, folder, seal, setup, cut, store) as elsewhere,
        ThreadPoolExecutor(1) as pool,
    ):
        there, hands = elsewhere(0), Hands(pool, workspaces_for(setup, 1))
        there.settle()
        yield at_rest(setup, cut, 0, store(cut, 0), hands, there), hands


def lived(place, folder):
    """Hashes of all tables when its months are lived."""
    with under_way(place, folder) as (whole, hands):
        for month in whole.setup.months:
            step.live_whole(whole, month, hands)
        return table_hashes(gathered(whole.setup, [whole.collected]))


def dies_once(folder, setup, world, month, orders, hands):
    """The month of a shard, of which the last one of the second month takes its worker with it.

    That is lost in the midst: the shard before it has lived, and is not to be lived again.
    """
    first = setup.here.first
    if (month.number, first) == (1, FIRSTS[-1]) and not (folder / KILLED).exists():
        wait_for(folder / f"{LIVED} {FIRSTS[0]}")
        (folder / KILLED).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    letter = step.live_shard(setup, world, month, orders, hands)
    if month.number == 1:
        (folder / f"{LIVED} {first}").open("x")
    return letter


def fails(setup, world, month, orders, hands):
    """A month that cannot be lived."""
    raise OSError(28, "No space left on device", "a shard's file")


def lived_though_one_dies(place, folder, monkeypatch):
    """The same when a worker is killed in the midst of the second month."""
    monkeypatch.setattr(step, "live_shard", partial(dies_once, folder))
    return lived(place, folder)


def wait_for(path: Path) -> None:
    """Until somebody else has come so far."""
    until = time.monotonic() + LONG
    while not path.exists() and time.monotonic() < until:
        time.sleep(0.05)
