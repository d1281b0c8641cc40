"""A run whose people rest packed between months: as many as memory and disk take.

It is lived by the same months as any other (`engine.step.live_whole`); what is its own is where the
shards are, how they are cut, and what has to be settled before the first day.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from socialcredit.core.errors import SocialCreditError
from socialcredit.engine.collect import Collected
from socialcredit.engine.preparing import SetupOf, prepared_in_shards
from socialcredit.engine.resting import Store, at_rest, settle_in_store
from socialcredit.engine.setup import Setup
from socialcredit.engine.shard import Shard, shards_of
from socialcredit.engine.step import live_whole
from socialcredit.engine.whole import Hands
from socialcredit.engine.workers import workspaces_for
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.stages.society.panel import luck_of

Tell = Callable[[int], None]  # told how many months have been lived, in all worlds together


@dataclass
class Rest:
    """Where the shards of a population are, and how each of them is settled.

    setup   of everybody, without people
    beside  the firms of a run of both
    """

    setup: Setup
    cut: Sequence[Shard]
    setup_of: SetupOf
    store: Store
    beside: "Rest | None" = None


def laid_to_rest(
    inputs: Inputs, threads: int, firsts_of: Callable[[Inputs], Sequence[int]],
    store_of: Callable[[Inputs], Store],
) -> Rest:  # fmt: skip
    """A run prepared in shards; nobody is in the stores yet.

    firsts_of, store_of  of a population the communities at which its shards begin, and its store
    Raises SocialCreditError where something crosses between residents and firms.
    """
    if inputs.scenario.exchange:
        raise SocialCreditError(
            "what crosses between residents and firms is known of a run in memory only",
            hint="leave --memory out, or take `exchange` out of the scenario",
        )
    alone = inputs._replace(beside=None)
    setup, setup_of = prepared_in_shards(alone, threads, firsts_of(alone))
    cut = shards_of(setup.communities, firsts_of(alone))
    beside = inputs.beside and laid_to_rest(inputs.beside, threads, firsts_of, store_of)
    return Rest(setup, cut, setup_of, store_of(alone), beside)


def live_at_rest(rest: Rest, worlds: int, threads: int, tell: Tell) -> list[Collected]:
    """What all worlds leave behind; residents' months first, and firms' after each."""
    both = [rest, *([rest.beside] if rest.beside else [])]
    for one in both:
        luck = luck_of(one.setup.key)
        settle_in_store(one.store, one.setup_of, len(one.cut), luck, threads)
    finished, months = list[Collected](), rest.setup.months
    with ThreadPoolExecutor(threads) as pool:
        hands = [Hands(pool, workspaces_for(one.setup, threads)) for one in both]
        for number in range(worlds):
            wholes = [
                at_rest(one.setup, one.cut, number, one.store, own)
                for one, own in zip(both, hands, strict=True)
            ]
            for month in months:
                for whole, own in zip(wholes, hands, strict=True):
                    live_whole(whole, month, own)
                tell(number * len(months) + month.number + 1)
            world, *others = (whole.collected for whole in wholes)
            world.beside = others[0] if others else None
            finished.append(world)
    return finished
