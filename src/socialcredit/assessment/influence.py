"""Every value in doubt, by how far it moves what the first page tells.

Numbers have units of their own, so that moves of two of them are held against each other as shares:
of the number's whole range, from the lowest end of its ranges by luck and by what is assumed, and
of all single moves, to the highest. A doubt that alone takes a number through all of it has 1; one
that does not move it 0. All doubts are measured by the same range of a number, and none by luck
alone, which may be nought.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from socialcredit.assessment import moves
from socialcredit.assessment.called import called
from socialcredit.assessment.evidence import Carried, Finding, Number
from socialcredit.assessment.lived import Lived
from socialcredit.assessment.moves import Move
from socialcredit.assessment.numbers import Numbers
from socialcredit.assessment.turning import value_at
from socialcredit.core.run_files import read_inputs
from socialcredit.experiments.factors import Factor
from socialcredit.language.resolve.doubts import Doubt
from socialcredit.results.run import Run


class Pull(NamedTuple):
    """How far a doubt moves a number by itself, in its unit; `part` as a share of its range."""

    key: str
    size: float
    part: float


def assumed_of(
    lived: Lived, run: Run, numbers: Numbers, findings: Sequence[Finding], ends: Sequence[Move]
) -> list[Carried]:
    """All doubts and readings, the one first that moves a finding through most of its range."""
    by_key = {one.key: _values(lived, one.key, ends) for one in findings}
    found = []
    for factor in lived.planned.plan.factors:
        pulls = [
            pull_of(key, [written, *moved[factor.name]], range_of(numbers[key, ""], moved, written))
            for key, (written, moved) in by_key.items()
            if factor.name in moved
        ]
        known = [pull for pull in pulls if pull is not None]
        best = max(known, key=lambda pull: pull.part, default=None)
        found.append((best.part if best else -1.0, _carried(run, factor, best)))
    return [one for _, one in sorted(found, key=lambda pair: (-pair[0], pair[1].name))]


Values = list[float | None]


def _values(lived: Lived, key: str, ends: Sequence[Move]) -> tuple[float | None, dict[str, Values]]:
    """A number as written, and at every end that was lived, by the doubt that is moved."""
    moved: dict[str, Values] = {}
    for move in ends:
        moved.setdefault(move.factor, []).append(value_at(lived, move.changes, key))
    return value_at(lived, (), key), moved


def range_of(number: Number, moved: Mapping[str, Values], written: float | None) -> float:
    """How wide a number's whole range is: of luck, of what is assumed and of all single moves."""
    ends = _known([written, *(value for values in moved.values() for value in values)])
    every = [*ends, *(number.luck or ()), *(number.assumptions or ())]
    return max(every) - min(every) if every else 0.0


def pull_of(key: str, values: Sequence[float | None], width: float) -> Pull | None:
    """The span of a number over these values; None where fewer than two are known."""
    known = _known(values)
    if len(known) < 2:
        return None
    size = max(known) - min(known)
    return Pull(key, size, size / width if width else 0.0)


def _known(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _moves(run: Run, pull: Pull | None) -> str:
    """The number that a doubt moves most, in words; "" of one that was not moved by itself."""
    if pull is None:
        return ""
    return called(run, pull.key) if pull.size else "no finding"


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


def _carried(run: Run, factor: Factor, pull: Pull | None) -> Carried:
    doubt = moves.doubt_of(factor)
    low, high = moves.told_at(factor, 0.0), moves.told_at(factor, 1.0)
    if doubt.ways:
        low, high = doubt.ways[0].title, "; ".join(way.title for way in doubt.ways[1:])
    return Carried(
        factor.name, factor.title, low, high, _grounds(doubt), "",
        _moves(run, pull), pull.size if pull else None, pull.part if pull else None,
    )  # fmt: skip
