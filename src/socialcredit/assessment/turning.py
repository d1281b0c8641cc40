"""What would turn a finding: the smallest move of one doubt, or another reading.

Every doubt is moved to both ends of its range by itself, with the seeds of the values as written.
Where an end turns the finding, the place is sought between: a straight line through what is known
says where, a run there says whether, and so on; every place that is told was lived.
"""

from collections.abc import Iterable, Sequence
from statistics import fmean
from typing import NamedTuple

from socialcredit.analysis.intervals import COUNT, RATE, RATIO, SHARE, over_seeds
from socialcredit.assessment import moves
from socialcredit.assessment.evidence import Finding, Turn
from socialcredit.assessment.findings import is_turned
from socialcredit.assessment.lived import SOUGHT, Lived
from socialcredit.assessment.moves import Move
from socialcredit.results.measures.registry import measure_of

NEAR = 0.02  # of the range: nearer than this the place is not sought


class Bracket(NamedTuple):
    """Between which moves of a doubt a finding turns: `holds` is not turned, `turns` is.

    Each with its quantile and the finding's number there.
    """

    finding: Finding
    factor: str
    holds: tuple[float, float]
    turns: tuple[float, float]

    @property
    def guess(self) -> float:
        """The quantile at which a straight line through both crosses the finding's line.

        Kept a tenth of the way from either side, so that each step makes the bracket smaller.
        """
        (u0, v0), (u1, v1) = self.holds, self.turns
        part = (self.finding.line - v0) / (v1 - v0)
        return u0 + min(max(part, 0.1), 0.9) * (u1 - u0)

    @property
    def width(self) -> float:
        """How far apart the two are, as a share of the range."""
        return abs(self.turns[0] - self.holds[0])


def value_at(lived: Lived, changes: Sequence[str], key: str) -> float | None:
    """A number with these changes: that of all seeds, moved as the seeds move that all moves share.

    So a move is held against the very number that is told, on whichever side of a line the few
    seeds lie that moves are lived with. None where neither is known of any seed that is shared, and
    where the number rests on too few cases there.
    """
    seeds = lived.planned.paired
    if not lived.is_sure(changes, key, seeds):
        return None
    pairs = zip(lived.values((), key, seeds), lived.values(changes, key, seeds), strict=True)
    more = [after - before for before, after in pairs if before is not None and after is not None]
    measure = measure_of(key)
    written = over_seeds(measure.kind, lived.values((), key, lived.planned.firsts)).value
    if written is None or not more:
        return None
    found = written + fmean(more)
    if measure.kind in (SHARE, RATE, COUNT, RATIO):
        found = max(found, 0.0)
    return found if measure.most is None else min(found, measure.most)


def brackets_of(lived: Lived, finding: Finding, ends: Iterable[Move]) -> list[Bracket]:
    """The moves to an end that turn a finding, the smallest first, as far as a straight line says.

    Of a doubt that turns it at both ends the nearer one.
    """
    before = value_at(lived, (), finding.key)
    best: dict[str, Bracket] = {}
    for move in ends:
        after = value_at(lived, move.changes, finding.key)
        if before is None or after is None or not is_turned(finding.line, before, after):
            continue
        start = moves.written_at(lived.planned.factors[move.factor])
        one = Bracket(finding, move.factor, (start, before), (move.u, after))
        had = best.get(move.factor)
        if had is None or _far(lived, one) < _far(lived, had):
            best[move.factor] = one
    return sorted(best.values(), key=lambda one: (_far(lived, one), one.factor))


def _far(lived: Lived, one: Bracket) -> float:
    factor = lived.planned.factors[one.factor]
    if moves.doubt_of(factor).ways:
        return 1.0
    return abs(one.guess - moves.written_at(factor))


def is_sought(lived: Lived, one: Bracket) -> bool:
    """Whether there is anything between: no reading has, nor a range that is found already."""
    reading = bool(moves.doubt_of(lived.planned.factors[one.factor]).ways)
    return not reading and one.width > NEAR


def guesses(lived: Lived, brackets: Sequence[Bracket]) -> list[Move]:
    """The moves that are to be lived next."""
    factors = lived.planned.factors
    return [moves.at(factors[one.factor], one.guess) for one in brackets if is_sought(lived, one)]


def narrowed(lived: Lived, one: Bracket) -> Bracket:
    """A bracket after its guess was lived; one that is not sought stays."""
    if not is_sought(lived, one):
        return one
    move = moves.at(lived.planned.factors[one.factor], one.guess)
    value = value_at(lived, move.changes, one.finding.key)
    if value is None:
        return one._replace(holds=(move.u, one.holds[1]))
    if is_turned(one.finding.line, one.holds[1], value):
        return one._replace(turns=(move.u, value))
    return one._replace(holds=(move.u, value))


def followed(brackets: Sequence[Bracket]) -> list[Bracket]:
    """Of each finding those that are followed to the place where it turns."""
    many: dict[str, int] = {}
    found = []
    for one in brackets:
        many[one.finding.key] = many.get(one.finding.key, 0) + 1
        if many[one.finding.key] <= SOUGHT:
            found.append(one)
    return found


def turn_of(lived: Lived, one: Bracket) -> Turn:
    """What is told of a doubt that turns a finding: the nearest place at which a run showed it."""
    factor = lived.planned.factors[one.factor]
    u, value = one.turns
    return Turn(
        factor.name, factor.title, moves.at(factor, u).moved, moves.told_at(factor, u),
        moves.told_written(factor), value, moves.doubt_of(factor).source,
    )  # fmt: skip


def with_turns(lived: Lived, finding: Finding, brackets: Sequence[Bracket]) -> Finding:
    """The finding with what would turn it, the smallest move first."""
    mine = [turn_of(lived, one) for one in brackets if one.finding.key == finding.key]
    ordered = sorted(mine, key=lambda turn: (turn.moved, turn.factor))
    return finding._replace(turns=tuple(ordered))
