"""People settled in their homes, and kept for the next run that rests on the same.

Experiments are many small runs, and most of what one takes is not its life but its preparation:
the households of a place, raked until they have its census, are the same for every seed, and the
people too where the seed is. Both are kept by a hash of all that they depend on, so that nothing
stale comes out where a rule, a place, a date or a number of people has changed.
"""

from collections.abc import Sequence

import numpy as np

from socialcredit.core.columns import Communities, People
from socialcredit.core.kept import Kept
from socialcredit.stages.society import people as society
from socialcredit.stages.society.beliefs import PopulationBeliefs
from socialcredit.stages.society.places import PlaceBeliefs

RECIPES, POPULATIONS = 4, 2  # how many of each are kept
LARGEST = 200_000  # residents of a population that is kept


recipes, populations = Kept(RECIPES), Kept(POPULATIONS)


def settle(
    beliefs: PopulationBeliefs,
    places: Sequence[PlaceBeliefs],
    people: int | None,
    seed: int,
    panel_households: int,
    threads: int = 1,
) -> tuple[People, Communities]:
    """The residents of these places, as `stages.society.people.settle` makes them.

    Their profiles are not filled yet: these hang on the deeds of a run, all else of a resident
    stays as it is for as long as people are kept.
    """
    made = recipes.get((beliefs, places), lambda: society.recipe_of(beliefs, places))

    def now() -> tuple[People, Communities]:
        return society.settle(made, places, people, seed, panel_households, threads)

    if sum(count for _, count, _ in society.quotas(places, people)) > LARGEST:
        return now()
    same = beliefs, places, people, seed, panel_households
    residents, communities = populations.get(same, now)
    return residents._replace(profile=np.zeros_like(residents.profile)), communities
