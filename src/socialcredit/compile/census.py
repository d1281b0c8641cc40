"""Census tables as the stages take them: arrays by sex and age group."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from socialcredit.language.resolve.census import load_census
from socialcredit.stages.society.places import Census


def read_census(folder: Path) -> Census:
    """The two tables by sex and age, checked. Raises SocialCreditError at the line at fault."""
    tables = load_census(folder)
    national = {int(year): table for year, table in _arrays(tables.national).items()}
    return Census(_arrays(tables.provinces), national)


def _arrays(by_key: Mapping[str, tuple[list[int], list[int]]]) -> dict[str, np.ndarray]:
    return {name: np.array(both, dtype=np.float64) for name, both in by_key.items()}
