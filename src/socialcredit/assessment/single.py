"""The table of single moves: each a line a run, as an experiment's table, so that they repeat."""

from collections.abc import Iterator, Sequence

from socialcredit.assessment.lived import Planned
from socialcredit.assessment.moves import Move
from socialcredit.experiments.factors import AS_WRITTEN, Factor, Level
from socialcredit.experiments.plan import REAL, Plan, Point, Row

MOVES = "moves.parquet"
ONE_MORE = "one more point"


def moves_plan(made: Planned, moved: Sequence[Move]) -> Plan:
    """Every single move that was lived: doubts by themselves, then one point more of each error."""
    errors = tuple(Factor(f"error.{one.error}", one.title, None) for one in made.errors)
    factors = (*made.plan.factors, *errors)
    names = [factor.name for factor in factors]
    points = list(_points(made, moved, names))
    rows = [
        Row(Point(number, point.levels), REAL, task.seed, task)
        for number, (point, seeds) in enumerate(points)
        for task in made.tasks_of(point.given, seeds)
    ]
    return made.plan._replace(factors=factors, rows=tuple(rows), coordinates=None)


def _points(
    made: Planned, moved: Sequence[Move], names: Sequence[str]
) -> Iterator[tuple[Point, Sequence[int]]]:
    """Each move as a point of a design, and the seeds with which it was lived."""
    for move in dict.fromkeys(moved):
        told = made.factors[move.factor].at(move.u).value
        yield _alone(names, move.factor, Level(told, move.changes)), made.paired
    for error in made.errors:
        level = Level(ONE_MORE, error.changes)
        yield _alone(names, f"error.{error.error}", level), made.firsts


def _alone(names: Sequence[str], name: str, level: Level) -> Point:
    """A point at which one factor alone is moved."""
    return Point(0, tuple(level if one == name else AS_WRITTEN for one in names))
