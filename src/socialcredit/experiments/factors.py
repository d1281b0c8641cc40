"""What an experiment changes: each factor as levels, or as a level at any quantile of its range.

A level is a value to show and the `PATH=VALUE` changes that bring it about, so that every row of an
experiment can say the command that repeats it.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.experiments.tasks import Work, trial
from socialcredit.language.model.experiment import ALL, Experiment, FactorBlock, Value
from socialcredit.language.resolve.doubts import Doubt
from socialcredit.language.resolve.draw_asked import doubts_in
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.language.resolve.written import Written


class Level(NamedTuple):
    """A value of a factor, and what brings it about; nothing does where it is as written."""

    value: Value
    changes: tuple[str, ...]


AS_WRITTEN = Level(None, ())


class Factor(NamedTuple):
    """One thing that is changed: by a block of the experiment's file, or a doubt of the scenario.

    title  what it is, in words
    """

    name: str
    title: str
    block: FactorBlock | None
    doubt: Doubt | None = None

    @property
    def levels(self) -> tuple[Level, ...]:
        """Its values; of a range both ends, of a reading every option but what is written."""
        if self.doubt is not None:
            ways = len(self.doubt.ways)
            quantiles = [(way + 0.5) / ways for way in range(1, ways)] if ways else [0.0, 1.0]
            return tuple(map(self.at, quantiles))
        assert self.block is not None
        if self.block.values is not None:
            return tuple(_level(self.block, value) for value in self.block.values)
        return self.at(0.0), self.at(1.0)

    def at(self, u: float) -> Level:
        """The level at a quantile from nought to one, both included."""
        if self.doubt is not None:
            return Level(self._told_doubt(u), tuple(self.doubt.changes(u)))
        assert self.block is not None
        if self.block.values is not None:
            many = len(self.block.values)
            return _level(self.block, self.block.values[min(int(u * many), many - 1)])
        return _level(self.block, _in_range(self.block, u))

    def _told_doubt(self, u: float) -> Value:
        """The option of a reading, the value of a single number, else how far along the range."""
        assert self.doubt is not None
        if self.doubt.ways:
            return self.doubt.ways[min(int(u * len(self.doubt.ways)), len(self.doubt.ways) - 1)][0]
        return float(f"{u:.6g}")


def _in_range(block: FactorBlock, u: float) -> float | int:
    low, high = block.low or 0.0, block.high or 0.0
    if block.whole:
        return int(low) + min(int(u * (high - low + 1)), int(high - low))
    if block.shape == "log":
        return float(f"{low * (high / low) ** u:.12g}")
    return float(f"{low + u * (high - low):.12g}")


def _level(block: FactorBlock, value: Any) -> Level:
    if block.scale is not None:
        cut = "" if block.most is None else f" most {block.most:.12g}"
        return Level(value, (f"{block.scale} *= {value}{cut}",))
    told = value if isinstance(value, str) else json.dumps(value, default=str)
    return Level(_shown(value), (f"{block.at}={told}",))


def _shown(value: Any) -> Value:
    plain = isinstance(value, str | bool | int | float) or value is None
    return value if plain else json.dumps(value, default=str)


def factors_of(experiment: Experiment, written: Written) -> tuple[Factor, ...]:
    """The factors of an experiment, doubts each by itself, in order of their names."""
    found = [one for block in experiment.factors for one in _factors(block, written)]
    names = [one.name for one in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise SocialCreditError(
            f"the factor `{twice}` is named twice",
            hint="give one of them another name; `doubts: all` has every doubt already",
        )
    return tuple(sorted(found, key=lambda one: one.name))


def _factors(block: FactorBlock, written: Written) -> Iterator[Factor]:
    if block.doubts is None:
        yield Factor(block.factor or "", block.factor or "", block)
        return
    there = {one.name: one for one in doubts_in(written)}
    if not there:
        raise SocialCreditError(
            f"the files of {written.scenario.scenario} declare no doubt",
            expected="`doubt:` or `readings:` beside a value",
            hint="say beside a value how far off it may be, or name factors with at: or scale:",
        )
    for name in there if block.doubts == ALL else block.doubts:
        if name not in there:
            raise SocialCreditError(
                f"there is no doubt `{name}`", text=name,
                expected=f"one that `socialcredit doubts {written.scenario.scenario}` lists",
                meant=nearest(name, there),
                hint="correct `doubts` of the factor",
            )  # fmt: skip
        yield Factor(name, there[name].title, None, there[name])


def refuse_what_does_not_fit(work: Work, given: Sequence[str], factors: Sequence[Factor]) -> None:
    """Try the levels of each factor, none of them lived: what does not fit is told before any is.

    A factor of which no level changes anything is refused: its column would be noise.
    """
    as_written = _lived(trial(work, given))
    for factor in factors:
        levels = factor.levels or (factor.at(0.0), factor.at(1.0))
        moved = False
        for level in levels:
            moved |= _lived(trial(work, (*given, *level.changes))) != as_written
        if not moved:
            raise SocialCreditError(
                f"the factor `{factor.name}` changes nothing",
                text="; ".join(change for level in levels for change in level.changes)[:200],
                expected="a value that differs from what is written",
                hint="leave the factor out",
            )


def _lived(inputs: Inputs) -> tuple[Any, ...]:
    """What people and firms live by, without what only tells how it came about."""
    beside = inputs.beside and inputs.beside[:4]
    return (*inputs[:4], inputs.turned, beside)
