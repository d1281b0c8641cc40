"""People settled in their homes, and kept for the next run that rests on the same.

Experiments are many small runs, and most of what one takes is not its life but its preparation:
the households of a place, raked until they have its census, are the same for every seed, and the
people too where the seed is. Both are kept by a hash of all that they depend on, so that nothing
stale comes out where a rule, a place, a date or a number of people has changed.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from socialcredit.core.columns import Communities, People
from socialcredit.core.kept import Kept, content_of
from socialcredit.engine.shard import Shard, moved
from socialcredit.stages.society import people as society
from socialcredit.stages.society.beliefs import PopulationBeliefs
from socialcredit.stages.society.panel import Luck
from socialcredit.stages.society.places import PlaceBeliefs

RECIPES, POPULATIONS = 4, 2  # how many of each are kept
LARGEST = 200_000  # residents of a population that is kept


recipes, populations = Kept(RECIPES), Kept(POPULATIONS)


@dataclass(frozen=True)
class Residents:
    """Who lives in these places: asked for a shard, `stages.society.people.settle` makes them.

    communities  of all, with offsets into the columns of all
    keeps  whether they are kept for the next run, where they are few
    Neither their profiles are filled nor the panel is marked: these hang on the deeds and on the
    people of the whole run, all else of a resident stays as it is for as long as people are kept.
    """

    beliefs: PopulationBeliefs
    places: Sequence[PlaceBeliefs]
    communities: Communities
    luck: Luck
    keeps: bool = True

    def __call__(self, shard: Shard, threads: int = 1) -> People:
        """The residents of a shard, for any number of threads."""
        if not self.are_kept:
            return self._settled(shard, threads)
        made = populations.by((self.kept, shard), lambda: self._settled(shard, threads))
        return cast(People, made)

    @property
    def are_kept(self) -> bool:
        """Whether the next run of the same is handed the same columns."""
        return self.keeps and int(self.communities.offset[-1]) <= LARGEST

    @cached_property
    def kept(self) -> Hashable:
        """By what they are kept: all that they depend on, but for their shard."""
        return self.believed, int(self.communities.offset[-1]), self.luck

    @cached_property
    def believed(self) -> tuple[str, str]:
        """Hashes of what is believed of them, which is read once for many runs."""
        return content_of(self.beliefs), content_of(self.places)

    @cached_property
    def recipe(self) -> society.Recipe:
        """After which they are settled."""
        of = self.beliefs, self.places
        return cast(society.Recipe, recipes.by(self.believed, lambda: society.recipe_of(*of)))

    def _settled(self, shard: Shard, threads: int) -> People:
        here = moved(self.communities, shard)
        return society.settle(self.recipe, here, shard.first, shard.last, self.luck, threads)


def settle_anew(
    beliefs: PopulationBeliefs, places: Sequence[PlaceBeliefs], communities: Communities, luck: Luck
) -> Residents:
    """The same, and they are kept by nobody."""
    return Residents(beliefs, places, communities, luck, keeps=False)
