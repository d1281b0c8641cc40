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


class NoAges(ValueError):
    """Groups of ages that do not follow each other; `at` which of them it shows."""

    def __init__(self, problem: str, at: int) -> None:
        super().__init__(problem)
        self.at = at


def age_starts(groups: Sequence[str]) -> tuple[int, ...]:
    """The first age of each group written `0`, `1-4`, ..., `85+`.

    Raises NoAges where they do not follow each other from 0 on, or where the last is not open.
    """
    starts: list[int] = []
    due = 0
    for at, written in enumerate(groups):
        found = GROUP.fullmatch(written)
        if found is None:
            raise NoAges(f"`{written}` is not a group of ages", at)
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first:
            raise NoAges(f"`{written}` ends before it begins", at)
        if first > due:
            gap = f"age {due} is" if due == first - 1 else f"the ages {due} to {first - 1} are"
            raise NoAges(f"{gap} missing before `{written}`", at)
        if first < due:
            raise NoAges(f"`{written}` overlaps the group before it", at)
        if first > LAST_OPEN:
            raise NoAges(f"`{written}` begins beyond {LAST_OPEN}", at)
        if found[3] and at < len(groups) - 1:
            raise NoAges(f"`{written}` is open, and `{groups[at + 1]}` follows it", at)
        starts.append(first)
        due = last + 1
    if not starts or not groups[-1].endswith("+"):
        last_one = f"the last group, `{groups[-1]}`, is not open" if groups else "no group of ages"
        raise NoAges(last_one, len(groups) - 1)
    return tuple(starts)
