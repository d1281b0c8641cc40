"""The shipped beliefs, and people settled from them, for the tests of society."""

from functools import cached_property
from types import SimpleNamespace

from ruamel.yaml import YAML

from socialcredit.compile.census import nations_of, with_arrays
from socialcredit.compile.documents import documents
from socialcredit.core.columns import PANEL
from socialcredit.core.draws import key_of
from socialcredit.language.resolve.loading import load_beliefs
from socialcredit.language.resolve.paths import ASSUMPTIONS
from socialcredit.stages.society.beliefs import population_beliefs
from socialcredit.stages.society.facts import told_of
from socialcredit.stages.society.panel import RESIDENT, drawn_of, luck_of, wanted_of
from socialcredit.stages.society.people import communities_of, recipe_of, settle
from socialcredit.stages.society.places import place_beliefs
from socialcredit.stages.society.reference import References

SEED = 7


def parsed(name):
    return YAML(typ="safe").load((ASSUMPTIONS / name).read_text(encoding="utf-8"))


class World:
    """The shipped beliefs in a year, or those of `files`, and people settled from them."""

    def __init__(self, names, year, **files):
        told = documents(load_beliefs(files))
        places, nations = with_arrays(told["places"]), nations_of(told["places"])
        self.places = place_beliefs(places, names, year, nations)
        references = References(places, year, nations, self.places)
        self.beliefs = population_beliefs(told["population"], year, references)

    @cached_property
    def recipe(self):
        return recipe_of(self.beliefs, self.places)

    def settle(self, people, seed=SEED, panel=200, threads=1):
        communities, luck = communities_of(self.places, people), luck_of(key_of(seed))
        here = 0, len(communities.place)
        settled = settle(self.recipe, communities, *here, luck, threads)
        wanted = wanted_of(len(settled.age), panel)
        _, drawn = drawn_of(settled, communities, *here, wanted, luck)
        flags = settled.flags.copy()
        flags[told_of(settled, communities, drawn, 0)[:, RESIDENT]] |= PANEL
        found = settled._replace(flags=flags)
        return SimpleNamespace(people=found, communities=communities, world=self)
