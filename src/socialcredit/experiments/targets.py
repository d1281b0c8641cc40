"""What a calibration is about: figures marked calibrated, and the doubts of their scenario.

A reading of what was published that is about other rules is a matter of its own: there each figure
is taken by that reading, and one that is not read in two ways as it is. No predicted figure, and no
number that is only told, has any part in it.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from socialcredit.analysis.matching import Target
from socialcredit.core.calendar import month_end
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.student import REACH
from socialcredit.experiments.figures import Ask, ask_of, variance_of
from socialcredit.experiments.keys import content_of, hashed_json
from socialcredit.experiments.validate import known_range
from socialcredit.language.model.published import Figure, Published
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.doubts import Doubt
from socialcredit.language.resolve.draw_asked import doubts_used
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.paths import scheme_called
from socialcredit.language.resolve.published import (
    changes_of,
    load_published,
    published_scenario,
    subjects_of,
)
from socialcredit.language.resolve.written import Written, written_of

USUAL_DISCREPANCY = 0.1  # of a count for which neither a discrepancy nor a tolerance is declared


class Aim(NamedTuple):
    """A figure to be met: what a run is asked, and what was published."""

    figure: Figure
    ask: Ask

    @property
    def target(self) -> Target:
        """As history matching takes it."""
        chance, discrepancy = self.spreads
        name = f"{self.figure.what}, {self.figure.when}"
        return Target(name, self.figure.published, chance**2, discrepancy)

    @property
    def spreads(self) -> tuple[float, float]:
        """Standard deviations of the published number and of what the model leaves out."""
        known = known_range(self.figure)
        return rounded(variance_of(known) ** 0.5 if known else 0.0), discrepancy_of(self.figure)

    @property
    def as_used(self) -> tuple[str, float, float, float]:
        """What a calibration keeps of it, by which a stale one is known."""
        return self.ask.key, self.figure.published, *self.spreads


class Matter(NamedTuple):
    """What is calibrated: a scenario under some rules, its doubts, and the figures.

    changes  those that make the rules of a reading; nothing where they are as written
    content  hash of all that files say of it
    """

    scheme: str
    under: str | None
    scenario: Scenario
    written: Written
    changes: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    figures: tuple[Aim, ...]
    content: str


def discrepancy_of(figure: Figure) -> float:
    """A standard deviation: what is declared is a range of 90 %, of which the half is told."""
    said = figure.discrepancy or figure.tolerance
    value = figure.published
    half = said.of(value) if said else USUAL_DISCREPANCY * abs(value)
    return rounded(half / REACH)


def rounded(number: float) -> float:
    """As a file has it: six digits."""
    return float(f"{number:.6g}")


def readings_of(published: Published) -> list[str | None]:
    """The rules under which calibrated figures are read: as written, then those of readings."""
    read = [one for one in published.read if is_aim(one)]
    return [None, *dict.fromkeys(one.under for one in read if one.under is not None)]


def is_aim(figure: Figure) -> bool:
    """Whether a calibration asks for a figure; a change from one run to another it leaves alone."""
    return figure.kind == "calibrated" and figure.change_from is None


def matter_of(
    name: str | Path, under: str | None = None, scenario: Scenario | None = None
) -> Matter:
    """What a calibration of a scheme by one reading is about.

    scenario  another one than that of the figures, to ask whether it is of the same content
    """
    published, scheme = load_published(name)
    lived = load_scenario(published_scenario(name, published))
    scenario = scenario or lived
    changes = changes_under(published, under)
    written = written_of(scenario)
    figures = figures_under(published, under)
    people = published.people or subjects_of(lived, scheme)
    _refuse_none(scheme_called(name), figures, lived)
    content = content_of(written)
    return Matter(
        scheme_called(name), under, scenario, written, changes,
        doubts_used(scenario, changes),
        tuple(Aim(one, ask_of(one, scheme.scheme, people)) for one in figures),
        hashed_json([content, changes]) if changes else content,
    )  # fmt: skip


def changes_under(published: Published, under: str | None) -> tuple[str, ...]:
    """The changes of an experiment of published.yaml; nothing for the rules as written."""
    rules = (one for one in published.experiments if one.experiment == under)
    return tuple(change for one in rules for change in changes_of(one))


def figures_under(published: Published, under: str | None) -> tuple[Figure, ...]:
    """The calibrated figures by a reading; one that has no such reading only where it has one."""
    found = []
    for figure in published.figures:
        if not is_aim(figure):
            continue
        fits = [one for one in figure.read if one.under == under]
        if not fits and figure.reading is None and figure.under is None:
            fits = [figure]
        found += fits[:1]
    return tuple(found)


def until(scenario: Scenario, figures: Iterable[Figure]) -> list[str]:
    """The change that ends a scenario with the month of the last figure: no later day tells of any.

    A number of a day inside a month is read off the whole month.
    """
    last = month_end(max(figure.when for figure in figures))
    return [f"to={last}"] if last < scenario.ends else []


def _refuse_none(name: str, figures: Sequence[Figure], scenario: Scenario) -> None:
    if not figures:
        raise SocialCreditError(
            f"nothing to calibrate on: no figure of `{name}` is marked calibrated",
            expected="`kind: calibrated` in published.yaml, by which assumptions may be set",
            hint="predicted figures are never used; mark one before looking at what a run says",
        )
    outside = [one for one in figures if not scenario.starts <= one.when <= scenario.ends]
    if outside:
        raise SocialCreditError(
            f"the scenario `{scenario.scenario}` does not live until {outside[0].when}",
            text=outside[0].what,
            expected=f"a day from {scenario.starts} to {scenario.ends}",
            hint="correct the day of the figure, or the days of the scenario",
        )
