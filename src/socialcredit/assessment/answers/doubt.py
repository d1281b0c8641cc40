"""How far a number hangs on luck, on what is assumed, on a scale, and what one more error costs."""

from __future__ import annotations

from socialcredit.assessment.answers.numbers import (
    NOT_KNOWN,
    TOO_FEW,
    cells,
    grid,
    keys_of,
    known,
    number,
    paragraphs,
    words,
)
from socialcredit.assessment.document import Block, Grid, Inline
from socialcredit.assessment.evidence import Carried, Cost, Evidence, Number
from socialcredit.core.text import counted, heading
from socialcredit.results.measures.registry import measure_of
from socialcredit.results.words.measured import between, tell
from socialcredit.results.words.numbers import in_hundred

NONE_MOVED = (
    "What one more point of an error costs (M16) cannot be told, as there are too few cases: with "
    "a point more no run differed in wrong records or in what they bring, which does not mean that "
    "an error costs nothing."
)
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
    if all(_unmoved(one) for one in evidence.costs):
        return paragraphs([NONE_MOVED])
    errors = list(dict.fromkeys((one.error, one.title) for one in evidence.costs))
    keys = list(dict.fromkeys(one.key for one in evidence.costs))
    found = {(one.error, one.key): one for one in evidence.costs}
    rows = [
        cells(title, *(_cost(found.get((error, key))) for key in keys)) for error, title in errors
    ]
    note = (
        "What one more point (one in a hundred) adds; in brackets where the number lies nine times "
        "in ten. Too few to tell: with a point more no run differed in that number."
    )
    head = ("error of sources", *(words(evidence, key) for key in keys))
    return (Grid("What an error costs (M16)", head, tuple(rows), note),)


def _unmoved(one: Cost) -> bool:
    """Whether no run differed by the error: so few cases do not tell that it costs nothing."""
    return one.a_point == 0 and (one.ends is None or one.ends == (0, 0))


def _cost(one: Cost | None) -> str:
    """What a point more adds, and its range."""
    if one is None or one.a_point is None:
        return NOT_KNOWN
    if _unmoved(one):
        return TOO_FEW
    measure = measure_of(one.key)
    ends = NOT_KNOWN if one.ends is None else between(measure, one.ends)
    return f"{tell(measure, one.a_point)} ({ends})"


def scales(evidence: Evidence) -> tuple[Block, ...]:
    """The burden on three declared scales of value, so that none of them decides alone."""
    return (grid(evidence, SCALES, "Burden on three declared scales of value"),)


def heaviest(evidence: Evidence) -> tuple[Block, ...]:
    """The assumed values that move most."""
    moving = tuple(one for one in evidence.assumed if one.size)[:HEAVIEST]
    if evidence.assumed and not moving:
        return paragraphs(["No assumed value moves a finding by itself."])
    return _assumed(moving, "Assumed values that move a number most")


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
    head = ("assumed", "from", "to", "moves most", "by", "of its range", "carried over", "source")
    told = tuple(_row(one) for one in rows)
    carried = sum(bool(one.carried_from) for one in rows)
    many = counted(carried, "value is", "values are") if carried else "No value is"
    note = (
        f"{many} carried over from another country or case. In order of the share of a number's "
        "whole range (by luck, by what is assumed, over all single moves) through which the value "
        "alone takes it."
    )
    return (Grid(caption, head, told, note),)


def _row(one: Carried) -> tuple[Inline, ...]:
    size = NOT_KNOWN if one.size is None else f"{one.size:.3g}".replace("-", "−")
    part = NOT_KNOWN if one.part is None else in_hundred(one.part)
    carried = f"from {one.carried_from}" if one.carried_from else "no"
    low, high = one.low or NO_RANGE, one.high or NO_RANGE
    moves = one.moves or "not moved by itself"
    return cells(one.title or one.name, low, high, moves, size, part, carried, one.source)


SAYS = {"sensitivity": sensitivity}
TABLES = {
    "lines": lines,
    "costs": costs,
    "scales": scales,
    "heaviest-assumed": heaviest,
    "assumed": assumed,
}
