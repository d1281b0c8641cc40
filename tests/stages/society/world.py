"""The shipped beliefs, and people settled from them, for the tests of society."""

from functools import cached_property
from types import SimpleNamespace

from ruamel.yaml import YAML

from socialcredit.compile.census import nations_of, with_arrays
from socialcredit.compile.documents import documents
from socialcredit.language.resolve.loading import load_beliefs
from socialcredit.language.resolve.paths import ASSUMPTIONS
from socialcredit.stages.society.beliefs import population_beliefs
from socialcredit.stages.society.people import recipe_of, settle
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
        found = settle(self.recipe, self.places, people, seed, panel, threads)
        return SimpleNamespace(people=found[0], communities=found[1], world=self)
