"""The contract of a market: built from its "must" alone it works, and moves nothing else."""

from typing import NamedTuple

import numpy as np
import pytest

from socialcredit.core import run_files
from socialcredit.core.run_layout import MONTHLY, Counted
from socialcredit.engine import folder as run_folder
from socialcredit.engine import markets, run
from socialcredit.engine.market_contract import Market
from socialcredit.language.resolve.inputs import resolve
from tests.engine.towns import town

SHORT = {"people": 400, "ends": town().starts.replace(month=3, day=31)}


class Stalls(NamedTuple):
    """What each resident has bought so far."""

    bought: np.ndarray  # uint16


def live(setup, stalls, month, active, pool):
    """Every adult buys once a month; women and men are counted apart."""
    adult = setup.people.age >= 18
    stalls.bought[adult] += 1
    female = setup.people.flags & 1
    return np.array([[f, *_sums(stalls, adult & (female == f))] for f in (0, 1)], np.int64)


def _sums(stalls, who):
    return who.sum(), stalls.bought[who].sum()


FAIR = Market(
    name="fair",
    state=Stalls,
    opens=lambda beliefs: True,
    begin=lambda beliefs, residents: Stalls(np.zeros(residents, np.uint16)),
    live=live,
    told=lambda setup: {"stalls": 3},
)


@pytest.fixture
def fair(monkeypatch):
    """The fair among the markets, as a file of its own would put it there."""
    table = Counted(("female",), ("buyers", "bought"), frozenset({"bought"}), "")
    monkeypatch.setitem(MONTHLY, "fair", table)
    monkeypatch.setitem(markets.MARKETS, "fair", FAIR)


def tables_of(threads=1):
    return run.simulate(resolve(town(**SHORT)), threads)[1]


def hashes_but_fair(tables):
    hashes = run_folder.table_hashes(tables)
    hashes.pop("fair", None)
    return hashes


def test_a_market_has_its_table_and_moves_no_other(request):
    without = tables_of()
    request.getfixturevalue("fair")
    tables = tables_of()
    assert hashes_but_fair(tables) == hashes_but_fair(without)
    assert list(tables["fair"]) == ["world", "month", "female", "buyers", "bought"]
    told = tables["fair"]
    own = told["world"] == 0
    assert told["month"][own].tolist() == [0, 0, 1, 1, 2, 2]
    assert (told["bought"] == told["buyers"] * (told["month"] + 1)).all()


def test_its_state_survives_a_kill(fair, tmp_path):
    def stop(news):
        if news["done"] == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run.run_scenario(
            town(**SHORT), threads=2, out=tmp_path / "run", progress=stop, checkpoint_every=1
        )
    run.resume(tmp_path / "run", threads=1)
    manifest = run_files.read_manifest(tmp_path / "run")
    assert manifest["content_hash"] == run_folder.content_hash(run_folder.table_hashes(tables_of()))
    assert manifest["names"]["stalls"] == 3
