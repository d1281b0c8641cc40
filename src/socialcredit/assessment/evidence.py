"""What the runs of an assessment came to: all that a form can be answered from, as plain values.

It is written beside the document (`assessment.json`, sealed), so that another form, a Word file or
the next year's assessment can be made of it without living anything again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from socialcredit.experiments.results import OUTSIDE
from socialcredit.results.measures.measure import Measure
from socialcredit.results.measures.registry import measure_of
from socialcredit.results.run import Run

Ends = tuple[float, float] | None
Standing = Literal["declared", "shown", "not shown", "cannot be tested"]


class Number(NamedTuple):
    """A measure under one design, with two ranges that are never mixed.

    alternative  "" for the scheme as written
    value        mean over seeds, values as written (of a median the middle one)
    luck         where nine in ten further seeds fall;  seeds  of how many
    assumptions  where nine in ten points drawn from the ranges lie;  points  of how many
    draws        the number at each point, in the order of points (None where it has none)
    few          it rests on fewer cases than it needs in some seed
    unsure       which of the draws rest on fewer cases than the number needs
    """

    key: str
    alternative: str
    value: float | None
    luck: Ends
    seeds: int
    assumptions: Ends
    points: int
    draws: tuple[float | None, ...]
    few: bool
    unsure: tuple[bool, ...] = ()

    @property
    def few_draws(self) -> bool:
        """Whether more draws rest on few cases than lie outside its range by what is assumed."""
        return sum(self.unsure) > OUTSIDE * len(self.unsure)

    @property
    def of(self) -> Measure:
        """The measure."""
        return measure_of(self.key)


class Turn(NamedTuple):
    """The smallest move that turns a finding.

    factor    name of the doubt or reading;  title  in words
    moved     share of its range from the value as written to where the finding turns, 0 to 1
    to        the value, or reading, there, in words;  written  as it is in the file
    value     the finding's number there;  source  who says how far the value may be off
    """

    factor: str
    title: str
    moved: float
    to: str
    written: str
    value: float | None
    source: str


class Finding(NamedTuple):
    """One of five that stand on the first page.

    key, alternative  of its number;  says  the sentence behind the number
    turns    what would change it, the smallest move first; empty: nothing within the ranges
    turned   what counts as turned, in words ("falls below 5 %", "changes its sign")
    line     the number at which it turns, as it is declared;  why  who declared it, on what ground
    by_luck  luck alone may turn it: the line lies within where further seeds fall
    """

    key: str
    alternative: str
    says: str
    turned: str
    turns: tuple[Turn, ...]
    line: float = 0.0
    why: str = ""
    by_luck: bool = False


class Design(NamedTuple):
    """The scheme as written ("") or an alternative, by benefit and by burden on declared scales.

    benefit, burden  keys of numbers, by the name of a scale
    on_front  share of draws in which no other design is better in both, by scale of burden
    tied      designs that it cannot be told from: in fewer than 95 % of draws one is better
    turned_by the doubt that moves the order most, in words; "" for none
    fronts    the same shares for every pair of scales: `harm/wrong.means` is harm prevented against
              the burden for a wrong record alone, `harm/any.means` against the burden in all
    """

    name: str
    title: str
    benefit: Mapping[str, str]
    burden: Mapping[str, str]
    on_front: Mapping[str, float]
    tied: tuple[str, ...]
    turned_by: str
    fronts: Mapping[str, float] = {}


class OfScheme(NamedTuple):
    """How far one of several schemes meets a condition; `scheme` "" for all of them together."""

    scheme: str
    standing: Standing
    draws: float | None
    tells: tuple[str, ...]
    why: str


class Condition(NamedTuple):
    """A condition of Art. 5(1)(c) and how far it is met: never a verdict.

    tells  keys of the numbers that it rests on;  draws  share of draws in which it is shown
    why    in words
    of     of several schemes each that has a number that could show it; it is shown where it is
           shown of one of them, and `draws` are those of the one in most draws
    """

    condition: str
    asks: str
    standing: Standing
    draws: float | None
    tells: tuple[str, ...]
    why: str
    of: tuple[OfScheme, ...] = ()


class Carried(NamedTuple):
    """An assumed value: what it moves, how far, and whether it was carried over from elsewhere."""

    name: str
    title: str
    low: str
    high: str
    source: str
    carried_from: str
    moves: str  # words of the number it moves most
    size: float | None  # of that move, in the number's unit
    part: float | None = None  # of that move, as a share of the number's whole range


class Cost(NamedTuple):
    """M16: what one more point of an error of a source adds, by kind of error."""

    error: str
    title: str
    key: str
    a_point: float | None
    ends: Ends


class Evidence(NamedTuple):
    """All of it.

    run      the scheme as written, at its first seed, with a panel: tables and lives
    numbers  by key and alternative
    asked    what was asked: scenario, people, years, seeds, points, options, as plain values
    declared what the deployer said, by id; made  date (ISO), version, model hash, command
    """

    run: Run
    asked: Mapping[str, Any]
    made: Mapping[str, str]
    numbers: Mapping[tuple[str, str], Number]
    findings: tuple[Finding, ...]
    designs: tuple[Design, ...]
    conditions: tuple[Condition, ...]
    assumed: tuple[Carried, ...]
    costs: tuple[Cost, ...]
    declared: Mapping[str, str]
