"""What shards say, as plain arrays by name, and back: a file that holds it can run nothing."""

from collections.abc import Mapping, Sequence

import numpy as np

from socialcredit.engine.at_rest import Arrays, collected_arrays, collected_of
from socialcredit.engine.offices import Waiting
from socialcredit.engine.whole import Letter

LETTER = "letter."
TOLD, SUMS = f"{LETTER}told", f"{LETTER}sums."


def letter_arrays(letter: Letter | None) -> Arrays:
    """A letter by names that begin with `LETTER`; nothing where none was written."""
    if letter is None:
        return {}
    arrays = {f"{LETTER}post": letter.post} | waiting_arrays(LETTER, [letter.waiting])
    arrays |= collected_arrays(TOLD, letter.told)
    return arrays | {f"{SUMS}{name}": one for name, one in (letter.sums or {}).items()}


def letter_of(arrays: Mapping[str, np.ndarray]) -> Letter | None:
    """The letter that these arrays were, or None."""
    if f"{LETTER}post" not in arrays:
        return None
    (waiting,) = waiting_of(LETTER, arrays)
    sums = {n.removeprefix(SUMS): one for n, one in arrays.items() if n.startswith(SUMS)}
    told = collected_of(arrays, TOLD)
    return Letter(arrays[f"{LETTER}post"], waiting, told, sums or None)


def waiting_arrays(name: str, waiting: Sequence[Waiting]) -> Arrays:
    """What several shards say of the offices, one behind the other."""
    return {
        f"{name}waiting.places": np.array([len(one.place) for one in waiting], np.int64),
        f"{name}waiting.place": np.concatenate([one.place for one in waiting]),
        f"{name}waiting.disputes": np.concatenate([one.disputes for one in waiting]),
    }


def waiting_of(name: str, arrays: Mapping[str, np.ndarray]) -> list[Waiting]:
    """What each of them said."""
    ends = np.cumsum(arrays[f"{name}waiting.places"])[:-1]
    parts = (np.split(arrays[f"{name}waiting.{of}"], ends) for of in Waiting._fields)
    return [Waiting(*one) for one in zip(*parts, strict=True)]
