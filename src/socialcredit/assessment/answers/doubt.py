"""How far a number hangs on luck, on what is assumed, on a scale, and what one more error costs."""

from __future__ import annotations

from socialcredit.assessment.answers.numbers import (
    cells,
    grid,
    keys_of,
    known,
    number,
    paragraphs,
    words,
)
from socialcredit.assessment.document import Block, Grid, Inline
from socialcredit.assessment.evidence import Carried, Ends, Evidence, Number
from socialcredit.core.text import counted, heading
from socialcredit.results.measures.registry import measure_of
from socialcredit.results.words.measured import between, tell

NO_RANGE = "no range given"
HEAVIEST = 6  # assumed values on the pages that everybody reads; all are in the annex
SCALES = ("burden.wrong.harm", "burden.any.harm")
HEADLINES = ("M1.share", "M4.other_part", "M7.within_a_year", "conduct.bad.change")
WIDER = 2.0  # times the other range, from which on one of the two is said to be the larger


def sensitivity(evidence: Evidence) -> tuple[Block, ...]:
    """Which is the larger doubt of each headline; how many people, seeds and points there are."""
    asked = evidence.asked
    seeds, points = asked.get("seeds"), asked.get("points")
    lines = [
        f"Simulated: {counted(evidence.run.people, evidence.run.population.one)}, "
        f"{counted(int(seeds), 'seed') if seeds else 'an unknown number of seeds'}, "
        f"{counted(int(points), 'draw') if points else 'no draws'} from the ranges. Rates and "
        "shares do not grow with the population; their ranges by luck narrow with it, and what is "
        "told of fewer than ten cases is marked as too few."
    ]
    for key in keys_of(evidence, HEADLINES):
        found = number(evidence, key)
        told = _larger(found)
        if told:
            lines.append(f"{heading(words(evidence, key, unit=False))}: {told}.")
    return paragraphs(lines)


def _larger(found: Number | None) -> str:
    if found is None or not known(found) or found.luck is None or found.assumptions is None:
        return ""
    luck, assumed = (high - low for low, high in (found.luck, found.assumptions))
    if luck <= 0:
        return "luck hardly moves it; what is assumed does"
    times = assumed / luck
    if times >= WIDER:
        return f"what is assumed moves it {times:.0f} times as far as luck"
    if times <= 1 / WIDER:
        return "luck moves it further than what is assumed: more people would tell more"
    return "luck and what is assumed move it about alike"


def costs(evidence: Evidence) -> tuple[Block, ...]:
    """M16: what one point more of each error of a source adds."""
    if not evidence.costs:
        return paragraphs(["What one more point of an error costs was not asked in these runs."])
    rows = [
        cells(one.title, words(evidence, one.key), _cost(one.key, one.a_point),
              _cost_ends(one.key, one.ends))
        for one in evidence.costs
    ]  # fmt: skip
    head = ("error of sources", "moves", "for each point more", "90 % range")
    note = "A point: one in a hundred. Of an error that no range of these runs moved: not known."
    return (Grid("What an error costs (M16)", head, tuple(rows), note),)


def _cost(key: str, value: float | None) -> str:
    return "not known" if value is None else tell(measure_of(key), value)


def _cost_ends(key: str, ends: Ends) -> str:
    return "not known" if ends is None else between(measure_of(key), ends)


def scales(evidence: Evidence) -> tuple[Block, ...]:
    """The burden on three declared scales of value, so that none of them decides alone."""
    return (grid(evidence, SCALES, "Burden on three declared scales of value"),)


def heaviest(evidence: Evidence) -> tuple[Block, ...]:
    """The assumed values that move most."""
    return _assumed(evidence.assumed[:HEAVIEST], "Assumed values that move a number most")


def assumed(evidence: Evidence) -> tuple[Block, ...]:
    """Every assumed value by influence; those carried over from another country are marked."""
    return _assumed(evidence.assumed, "Every assumed value, by influence")


def lines(evidence: Evidence) -> tuple[Block, ...]:
    """Where each finding of the first page turns, and on what ground that line is drawn."""
    rows = [
        cells(words(evidence, one.key), one.turned, one.why or "not said")
        for one in evidence.findings
    ]
    if not rows:
        return paragraphs(["There is no finding on the first page."])
    head = ("finding", "turns where it", "why there")
    return (Grid("Lines at which findings turn", head, tuple(rows)),)


def _assumed(rows: tuple[Carried, ...], caption: str) -> tuple[Block, ...]:
    if not rows:
        return paragraphs(["No value of this scenario has a range that is in doubt."])
    head = ("assumed", "from", "to", "moves most", "by", "carried over", "source")
    told = tuple(_row(one) for one in rows)
    carried = sum(bool(one.carried_from) for one in rows)
    many = counted(carried, "value is", "values are") if carried else "No value is"
    note = f"{many} carried over from another country or case."
    return (Grid(caption, head, told, note),)


def _row(one: Carried) -> tuple[Inline, ...]:
    size = "not known" if one.size is None else f"{one.size:.3g}".replace("-", "−")
    carried = f"from {one.carried_from}" if one.carried_from else "no"
    low, high = one.low or NO_RANGE, one.high or NO_RANGE
    moves = one.moves or "not moved by itself"
    return cells(one.title or one.name, low, high, moves, size, carried, one.source)


SAYS = {"sensitivity": sensitivity}
TABLES = {
    "lines": lines,
    "costs": costs,
    "scales": scales,
    "heaviest-assumed": heaviest,
    "assumed": assumed,
}
