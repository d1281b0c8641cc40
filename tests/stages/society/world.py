"""The shipped beliefs, and people settled from them, for the tests of society."""

from types import SimpleNamespace

from ruamel.yaml import YAML

from socialcredit.compile.census import read_census
from socialcredit.stages.society.beliefs import population_beliefs
from socialcredit.stages.society.people import recipe, settle
from socialcredit.stages.society.places import place_beliefs, tables_folder

SEED = 7


def parsed(name):
    return YAML(typ="safe").load((tables_folder().parent / name).read_text(encoding="utf-8"))


class World:
    """The shipped beliefs in a year, and people settled from them."""

    def __init__(self, names, year):
        census = read_census(tables_folder())
        population = parsed("population.yaml")
        urban = population["urban"]["values"]
        self.places = place_beliefs(parsed("places.yaml"), names, year, census, urban)
        self.beliefs = population_beliefs(population, year, census)
        self.recipe = recipe(self.beliefs, self.places)

    def settle(self, people, seed=SEED, panel=200, threads=1):
        found = settle(self.recipe, self.places, people, seed, panel, threads)
        return SimpleNamespace(people=found[0], communities=found[1], world=self)
