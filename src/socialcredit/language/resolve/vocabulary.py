"""The names that schemes may use: those that the assumption files define."""

from collections import deque

from socialcredit.core.kept import USUAL
from socialcredit.language.check.scheme import Vocabulary
from socialcredit.language.check.tried import Tried
from socialcredit.language.model.beliefs import Beliefs, names_in

_vocabularies: deque[Vocabulary] = deque(maxlen=USUAL)


def vocabulary_of(beliefs: Beliefs) -> Vocabulary:
    """Return the names that schemes may use; the same for beliefs that differ in numbers alone."""
    made = Vocabulary(
        deeds=frozenset(names_in(beliefs.deeds)),
        sources=frozenset(names_in(beliefs.sensors)),
        domains=frozenset(names_in(beliefs.domains)),
        places=frozenset(names_in(beliefs.places)),
        sized=frozenset(deed.deed for deed in beliefs.deeds.deeds if deed.size),
        lasting=frozenset(deed.deed for deed in beliefs.deeds.deeds if deed.lasts),
        tried=tried_of(beliefs),
        signs={deed.deed: deed.sign for deed in beliefs.deeds.deeds},
    )
    same = next((words for words in _vocabularies if words == made), None)
    if same is None:
        _vocabularies.appendleft(made)
    return same or made


def tried_of(beliefs: Beliefs) -> Tried:
    """What people do of themselves: the doors they try, the deeds they do, whether anybody lends.

    A deed that counts as another is a way of doing it.
    """
    done = [deed for deed in beliefs.deeds.deeds if deed.rate > 0]
    return Tried(
        doors={one.domain: one.needed for one in beliefs.domains.attempts if one.ever},
        deeds=frozenset(name for deed in done for name in (deed.deed, *deed.counts_as)),
        lenders=bool(beliefs.lending.lenders),
        volumes={one.domain: one.price is not None for one in beliefs.domains.volumes},
        found=frozenset(one.rounds.result for one in beliefs.sensors.sources if one.rounds),
        stand=frozenset(deed.deed for deed in beliefs.deeds.deeds if deed.stands),
    )
