"""No cut shows in what many do together either: offices, inspectors, lenders, mobs, protest."""

import pytest

from socialcredit.engine.preparing import prepared
from socialcredit.engine.shard import shards_of
from socialcredit.language.model.protest import Protested
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from tests.engine import apart
from tests.engine.cuts import in_memory
from tests.engine.test_protest import ENDS, LOUD, ON, PLACES, protesting
from tests.engine.test_shards import MUCH, lived, rested
from tests.engine.towns import SHARP, in_hamlets, town
from tests.engine.ways import EVERYBODY, SHORT, TOWN, WAYS


def rounds(way):
    """A town in two places whose inspectors go by a way."""
    two = {"places": ("inner-mongolia", "hebei")}
    return load_scenario(TOWN).model_copy(update=two), [SHORT, EVERYBODY, *WAYS[way]]


def rounds_until_protest():
    """The greedy, in a place in which protest ends the scheme at once, and beside it."""
    scenario, sets = rounds("greedy")
    told = {"responses": ON, "protest": Protested(outcome="ends", at=0.3)}
    return scenario.model_copy(update=told), [*sets, *LOUD[len(SHARP) :]]


# What many do together, and the table that tells of it.
TOGETHER = {
    "a mob": (lambda: (town(**apart.NAMES), apart.HUNTED), "attacks"),
    "lenders and their bureau": (lambda: (town(**apart.LENDING), apart.BORROWERS), "lending"),
    "protest that ends the rules": (lambda: (protesting(ENDS, **PLACES), LOUD), "acceptance"),
    "kin drawn in": (lambda: (town(**apart.KIN), apart.STRICT), "records"),
    "greedy inspectors": (lambda: rounds("greedy"), "rounds"),
    "inspectors by complaints": (lambda: rounds("complaints"), "rounds"),
    "the greedy where protest ends the rules": (rounds_until_protest, "rounds"),
    "a duty that hours cannot meet": (lambda: rounds("duty short"), "rounds"),
}
CUT = (0, 1, 4, 5)


@pytest.fixture(scope="module", params=TOGETHER)
def setup(request):
    """A town of hamlets in which many do something together, and what tells of it."""
    asked, table = TOGETHER[request.param]
    with pytest.MonkeyPatch.context() as patched:
        in_hamlets(patched, 40)
        return prepared(resolve(*asked()), 1), table


def test_neither_shards_nor_rest_show(setup):
    of, table = setup
    whole = lived(in_memory(of, (0,), 0))
    assert table in whole, "it happens"
    assert lived(in_memory(of, CUT, 0)) == whole
    assert rested(of, shards_of(of.communities, CUT), 2, MUCH)[0] == whole
