"""However a world is cut into shards, the same people live the same lives, to the bit."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from socialcredit.engine.collect import gathered
from socialcredit.engine.folder import table_hashes
from socialcredit.engine.step import live_whole
from socialcredit.engine.whole import Hands, in_memory
from socialcredit.engine.workers import workspaces_for
from tests.engine.paired import town_of
from tests.engine.towns import in_hamlets


@pytest.fixture(scope="module")
def town():
    with pytest.MonkeyPatch.context() as patched:
        in_hamlets(patched, 30)
        return town_of("to=2014-06-30", people=700)


def in_shards(setup, firsts):
    """Hashes of all tables of the run, lived in shards that begin at these communities."""
    whole = in_memory(setup, firsts, 0)
    spaces = workspaces_for(setup, 1)
    with ThreadPoolExecutor(1) as pool:
        for month in setup.months:
            live_whole(whole, month, Hands(pool, spaces))
    return table_hashes(gathered(setup, [whole.collected]))


@pytest.mark.parametrize("firsts", [(0, 7), (0, 1, 2, 9, 20), tuple(range(20))])
def test_shards_do_not_show(town, firsts):
    assert in_shards(town, firsts) == in_shards(town, (0,))
