"""What the money of a scenario or of a scheme is called, for whoever tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from socialcredit.language.model.purses import currency_in
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.assumption_files import assumption_files, assumption_tree
from socialcredit.language.resolve.loading import beliefs_beside, believed


def currency_of(scenario: Scenario) -> str:
    """The currency of the places that a scenario runs, which all have one."""
    return _of(scenario.assumptions, scenario.places, scenario.starts.year)


def currency_of_scheme(file: str | Path, scheme: Scheme) -> str:
    """The currency of the place of a scheme, by the files that it is run with."""
    return _of(beliefs_beside(file), [scheme.place], scheme.starts.year)


def _of(files: Mapping[str, str | Path], places: Sequence[str], year: int) -> str:
    declared = believed("places", assumption_tree(assumption_files(files)["places"]))
    return currency_in(declared, places, year)
