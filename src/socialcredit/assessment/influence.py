"""Every value in doubt, by how far it moves what the first page tells."""

from collections.abc import Sequence
from typing import NamedTuple

from socialcredit.assessment import moves
from socialcredit.assessment.evidence import Carried, Finding
from socialcredit.assessment.lived import Lived
from socialcredit.assessment.moves import Move
from socialcredit.assessment.numbers import Numbers
from socialcredit.assessment.turning import value_at
from socialcredit.core.run_files import read_inputs
from socialcredit.experiments.factors import Factor
from socialcredit.language.resolve.doubts import Doubt
from socialcredit.results.measures.registry import told
from socialcredit.results.run import Run


class Pull(NamedTuple):
    """How far a doubt moves a number by itself, and that over how far luck moves it."""

    key: str
    size: float
    over_luck: float


def assumed_of(
    lived: Lived, numbers: Numbers, findings: Sequence[Finding], ends: Sequence[Move]
) -> list[Carried]:
    """All doubts and readings, the one that moves a finding furthest beyond luck first."""
    found = []
    for factor in lived.planned.plan.factors:
        mine = [move for move in ends if move.factor == factor.name]
        pulls = [_pull(lived, numbers, one.key, mine) for one in findings]
        known = [pull for pull in pulls if pull is not None]
        best = max(known, key=lambda pull: pull.over_luck, default=None)
        found.append((best.over_luck if best else -1.0, _carried(factor, best)))
    return [one for _, one in sorted(found, key=lambda pair: (-pair[0], pair[1].name))]


def _pull(lived: Lived, numbers: Numbers, key: str, ends: Sequence[Move]) -> Pull | None:
    """The span of a number over the values as written and both ends; None where no end is lived."""
    if not ends:
        return None
    values = [value_at(lived, (), key), *(value_at(lived, move.changes, key) for move in ends)]
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    size = max(known) - min(known)
    luck = numbers[key, ""].luck
    width = luck[1] - luck[0] if luck else 0.0
    return Pull(key, size, size / width if width > 0 else size)


def _moves(pull: Pull | None) -> str:
    """The number that a doubt moves most, in words; "" of one that was not moved by itself."""
    if pull is None:
        return ""
    return told(pull.key) if pull.size else "no finding"


def carried_in(run: Run) -> list[Carried]:
    """Tables that a place has from elsewhere, as the run's inputs say; none where it has its own.

    Nobody has said how far off they are, so that none was moved.
    """
    told = read_inputs(run.folder).get("carried_over", []) if run.folder else []
    return [
        Carried(
            f"{one['place']}.{one.get('table', one['what'])}", f"{one['what']} ({one['place']})",
            "", "", f"{one['evidence']}: {one['source']}", one["from"], "", None,
        )
        for one in told
    ]  # fmt: skip


def _grounds(doubt: Doubt) -> str:
    """How well a doubt is known and from where, said once where both read the same."""
    if doubt.source == doubt.evidence:
        return doubt.evidence
    return f"{doubt.evidence}: {doubt.source}"


def _carried(factor: Factor, pull: Pull | None) -> Carried:
    doubt = moves.doubt_of(factor)
    low, high = moves.told_at(factor, 0.0), moves.told_at(factor, 1.0)
    if doubt.ways:
        low, high = doubt.ways[0].title, "; ".join(way.title for way in doubt.ways[1:])
    return Carried(
        factor.name, factor.title, low, high, _grounds(doubt), "",
        _moves(pull), pull.size if pull else None,
    )  # fmt: skip
