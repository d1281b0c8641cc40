"""Ages as files write them: bands such as `18-39` and `60+`, and the ages at which they part."""

import re
from collections.abc import Iterable, Sequence

ADULT = 18
OLDEST = 120
LAST_OPEN = 100  # at which the last group of a census begins at the latest
GROUP = re.compile(r"(\d{1,3})(?:-(\d{1,3})|(\+))?", re.ASCII)
MOST_BANDS = 8  # a profile keeps its band of ages in three bits


def band(written: str) -> tuple[int, int]:
    """The first and last age of a band written `18-39` or `60+`."""
    first, _, last = written.rstrip("+").partition("-")
    return int(first), OLDEST if written.endswith("+") else int(last)


def parted(least: Iterable[int], bands: Iterable[str]) -> tuple[int, ...]:
    """The ages, rising, at which people are told apart by least ages and bands; never 0."""
    ends = [band(written) for written in bands]
    ages = {*least, *(first for first, _ in ends), *(last + 1 for _, last in ends)}
    return tuple(sorted(age for age in ages if 0 < age <= OLDEST))


def age_starts(groups: Sequence[str]) -> tuple[int, ...]:
    """The first age of each group written `0`, `1-4`, ..., `85+`.

    Raises ValueError where they do not follow each other from 0 on, or where the last is not open.
    """
    starts: list[int] = []
    due = 0
    for at, written in enumerate(groups):
        found = GROUP.fullmatch(written)
        if found is None:
            raise ValueError(f"`{written}` is not a group of ages")
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first:
            raise ValueError(f"`{written}` ends before it begins")
        if first != due:
            gap = f"the ages from {due} to {first - 1} are missing before `{written}`"
            raise ValueError(gap if first > due else f"`{written}` overlaps what stands before it")
        is_last = at == len(groups) - 1
        if is_last != bool(found[3]):
            raise ValueError(
                f"`{written}` is the last group and not open"
                if is_last
                else f"`{written}` is open, and a group follows it"
            )
        starts.append(first)
        due = last + 1
    if starts[-1] > LAST_OPEN:
        raise ValueError(f"`{groups[-1]}` begins beyond {LAST_OPEN}")
    return tuple(starts)
