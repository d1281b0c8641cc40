"""A place as rules and sources see it."""

from collections.abc import Mapping
from typing import NamedTuple


class Home(NamedTuple):
    """A place as the sources see it: its name, its residents by year, the province around it."""

    name: str
    population: Mapping[int, float]
    around: str = ""
