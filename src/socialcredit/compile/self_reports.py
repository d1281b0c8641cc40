"""Compile the sources that are their subjects' own: who lies in the month that begins on a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from socialcredit.compile.curves import value_on
from socialcredit.compile.society import motivation_factors
from socialcredit.core.levels import OCCUPATIONS, OWNERSHIPS, SIZES
from socialcredit.language.model.discretion import MOST_TIMES
from socialcredit.stages.observation.self_reports import SelfReports

Document = Mapping[str, Any]
GROUPS = ("unconnected", "connected")


def self_reporting(sources: Sequence[Document]) -> list[int]:
    """The numbers of the sources that are their subjects' own."""
    return [j for j, source in enumerate(sources) if source.get("self_reported")]


def compile_self_reports(
    sources: Sequence[Document], numbers: Mapping[str, int] | None, day: date
) -> SelfReports:
    """Who lies this month; `numbers` of the deeds that a lie may be."""
    own = self_reporting(sources)
    if not own:
        return SelfReports()
    row = np.full(len(sources), -1, np.int64)
    row[own] = np.arange(len(own))
    told = [sources[j]["self_reported"] for j in own]
    return SelfReports(
        row,
        np.array([_shares(one, day) for one in told]),
        np.array([motivation_factors(float(one["by"]["laxity"]), MOST_TIMES)[0] for one in told]),
        np.array([(numbers or {}).get(one["deed"], -1) for one in told], np.int64),
        np.array([day.year], np.int64),
    )


def _shares(told: Document, day: date) -> np.ndarray:
    """The chance by connections, size and ownership: int64 (2, 5, OCCUPATIONS), of 2**32."""
    by = told["by"]
    works = [float(by["ownership"].get(name, 1.0)) for name in OWNERSHIPS]
    works += [1.0] * (len(OCCUPATIONS) - len(works))
    groups = np.array([float(by["connections"].get(name, 1.0)) for name in GROUPS])
    sizes = np.array([float(by["size"].get(name, 1.0)) for name in SIZES])
    share = value_on(told["lies"], day) * groups[:, None, None] * sizes[:, None] * np.array(works)
    return np.rint(np.clip(share, 0.0, 1.0) * 2**32).astype(np.int64)
