"""Numbers with what luck and what assumptions could have made of them, side by side, never mixed.

Luck is what other seeds give, or, of one run alone, what its households tell; where they tell
nothing, what other seeds gave a sensitivity, of as many people as its runs have. Assumptions are
draws of every value that is in doubt, by a seed of their own, where a sensitivity has told.
"""

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

from socialcredit.core.text import upper_first
from socialcredit.results import naming
from socialcredit.results.assumed import Assumed
from socialcredit.results.luck import of_mean
from socialcredit.results.measures.measure import Measure, Value, value_of
from socialcredit.results.measures.registry import MEASURES
from socialcredit.results.naming import short_titles
from socialcredit.results.part import Share
from socialcredit.results.run import Run
from socialcredit.results.words.measured import between, tell

AGREE = 0.95  # of the draws, below which nobody can tell the sign
UNKNOWN = "not known"


class Row(NamedTuple):
    """A number of the page: what it is, how much, of how many, its two ranges, its mark."""

    what: str
    value: str
    counts: str
    luck: str
    assumptions: str
    mark: str


class Verdict(NamedTuple):
    """Whether the sign of a number can be told, in a sentence; `sure` None: nobody asked."""

    text: str
    sure: bool | None


def of_line(number: int) -> list[Measure]:
    """The measures of a line of the page on conduct, in the order of the registry."""
    return [one for one in MEASURES if one.line == number]


def rows_of(number: int, run: Run, others: Sequence[Run], cites: Assumed | None) -> list[Row]:
    """The numbers of a line that this run has."""
    return [
        _row(value, at, run, others, cites)
        for measure in of_line(number)
        for value, at in values_of(measure, run)
        if value.value is not None
    ]


def values_of(measure: Measure, run: Run) -> Iterator[tuple[Value, int]]:
    """A measure's value in a run, of each scheme where it is one of schemes; with its number."""
    names = naming.scheme_names(run)
    if not measure.by_scheme:
        yield value_of(measure, run, 0), 0
        return
    for at, name in enumerate(names):
        yield value_of(measure, run, at, name if len(names) > 1 else ""), at


def _row(value: Value, at: int, run: Run, others: Sequence[Run], cites: Assumed | None) -> Row:
    measure = value.measure
    words = measure.told
    if value.scheme:
        words = f"{short_titles(run)[at]}: {words}"
    number, luck = over_seeds(value, at, run, others)
    if luck == UNKNOWN and cites and (known := cites.luck.get(value.key)):
        low, high, seeds = known
        luck = f"{between(measure, (low, high))}, {seeds} seeds of {cites.people:,} people"
    told = "too few to tell" if value.few else tell(measure, number)
    ends = cites.ranges.get(value.key) if cites else None
    return Row(
        words, told, counts_of(value, _in(others, measure, at)), luck,
        between(measure, ends) if ends else UNKNOWN, measure.mark,
    )  # fmt: skip


def over_seeds(value: Value, at: int, run: Run, others: Sequence[Run]) -> tuple[float, str]:
    """The mean over all seeds and where it lies, or the run's own and what its households tell."""
    measure = value.measure
    own = float(value.value or 0.0)
    if not others:
        ends = measure.luck(run, at) if measure.luck else None
        return own, f"{between(measure, ends)}, of this run alone" if ends else UNKNOWN
    found = [own]
    found += [float(one) for one in _in(others, measure, at)]
    ends = of_mean(found)
    told = f"{between(measure, ends)}, {len(found)} seeds" if ends else UNKNOWN
    return fmean(found), told


def _in(others: Sequence[Run], measure: Measure, at: int) -> list[float]:
    """A measure's values in other runs that have one."""
    found = (value_of(measure, other, at).value for other in others)
    return [one for one in found if one is not None]


def counts_of(value: Value, others: Sequence[float] = ()) -> str:
    """Of how many cases a number is made, where it says so: counts stand beside percentages.

    others  the same of other seeds; beside a mean over seeds stand the cases of all of them
    """
    made = [value.value, *others]
    parts = [one.part for one in made if isinstance(one, Share) and one.part is not None]
    wholes = [one.whole for one in made if isinstance(one, Share) and one.whole is not None]
    if len(parts) < len(made) or len(wholes) < len(made):
        return ""
    part, whole = sum(parts), sum(wholes)
    told = f"{part:,.0f} of {whole:,.0f}"
    if value.measure.kind == "change":
        told = f"{whole:,.0f} to {whole + part:,.0f}"
    return f"{told}, {len(made)} seeds together" if others else told


def can_tell(run: Run, others: Sequence[Run], cites: Assumed | None) -> list[Verdict]:
    """Whether the signs of the first line's numbers hold over the draws of the strengths."""
    found = []
    for measure in of_line(1):
        for value, at in values_of(measure, run):
            if value.value is not None and measure.kind in ("change", "difference"):
                found.append(_verdict(value, over_seeds(value, at, run, others)[0], cites))
    return found


def _verdict(value: Value, number: float, cites: Assumed | None) -> Verdict:
    measure = value.measure
    words = upper_first(measure.words)
    what = f"{words}: {tell(measure, number)}"
    signs = cites.signs.get(value.key) if cites else None
    if cites is None or signs is None:
        text = f"{what}. Whether the sign holds over what is assumed, nobody has asked yet"
        return Verdict(text, None)
    below, above = signs
    points = cites.points  # those at nought have neither sign
    same = max(below, above) / points if points else 0.0
    way = "below" if below >= above else "above"
    if same >= AGREE:
        return Verdict(f"{what}; {way} nought in {max(below, above):,} of {points:,} draws", True)
    led = cites.turns.get(value.key, "")
    turns = (
        f" It turns first of all on: {led} (which it follows most over the draws)." if led
        else " On which doubt it turns, so few draws cannot tell." if led is None
        else ""
    )  # fmt: skip
    return Verdict(
        f"The model cannot tell the sign of this number. {what}; it is {way} nought in "
        f"{max(below, above):,} of {points:,} draws of what is in doubt, and we ask for "
        f"{100 * AGREE:.0f} % of them.{turns}",
        False,
    )
