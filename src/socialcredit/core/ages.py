"""Ages as files write them: bands such as `18-39` and `60+`, and the ages at which they part."""

from collections.abc import Iterable

ADULT = 18
OLDEST = 120
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
