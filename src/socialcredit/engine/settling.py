"""People settled in their homes, and kept for the next run that rests on the same.

Experiments are many small runs, and most of what one takes is not its life but its preparation:
the households of a place, raked until they have its census, are the same for every seed, and the
people too where the seed is. Both are kept by a hash of all that they depend on, so that nothing
stale comes out where a rule, a place, a date or a number of people has changed.
"""

from collections.abc import Sequence

from socialcredit.core.columns import Communities, People
from socialcredit.core.kept import Kept
from socialcredit.engine.shard import Shard, moved
from socialcredit.stages.society import people as society
from socialcredit.stages.society.beliefs import PopulationBeliefs
from socialcredit.stages.society.panel import Luck
from socialcredit.stages.society.places import PlaceBeliefs

RECIPES, POPULATIONS = 4, 2  # how many of each are kept
LARGEST = 200_000  # residents of a population that is kept


recipes, populations = Kept(RECIPES), Kept(POPULATIONS)


def settle(
    beliefs: PopulationBeliefs,
    places: Sequence[PlaceBeliefs],
    communities: Communities,
    luck: Luck,
    shard: Shard,
    threads: int = 1,
) -> People:
    """The residents of a shard of these places, as `stages.society.people.settle` makes them.

    communities  of all, with offsets into the columns of all
    Neither their profiles are filled nor the panel is marked: these hang on the deeds and on the
    people of the whole run, all else of a resident stays as it is for as long as people are kept.
    """

    many = int(communities.offset[-1])
    given = beliefs, places, communities, luck, shard
    if many > LARGEST:
        return settle_anew(*given, threads)
    key = beliefs, places, many, luck, shard
    residents: People = populations.get(key, lambda: settle_anew(*given, threads))
    return residents


def settle_anew(
    beliefs: PopulationBeliefs,
    places: Sequence[PlaceBeliefs],
    communities: Communities,
    luck: Luck,
    shard: Shard,
    threads: int = 1,
) -> People:
    """The same, and they are kept by nobody."""
    made = recipes.get((beliefs, places), lambda: society.recipe_of(beliefs, places))
    here = moved(communities, shard)
    return society.settle(made, here, shard.first, shard.last, luck, threads)
