"""The pictures of an assessment: of its evidence, each with words for whoever cannot see it."""

from collections.abc import Sequence

import numpy as np

from socialcredit.assessment.called import called, lead_of
from socialcredit.assessment.document import Picture
from socialcredit.assessment.evidence import Design, Evidence, Number
from socialcredit.report.pictures.crossing_map import crossing_map
from socialcredit.report.pictures.front import Dot, Panel, ends_of, front
from socialcredit.report.pictures.intervals import UNKNOWN, Line, intervals
from socialcredit.report.pictures.turning import Move, moves
from socialcredit.results import naming
from socialcredit.results.measures.context import context_distance
from socialcredit.results.measures.measure import Measure, block
from socialcredit.results.measures.registry import measure_of
from socialcredit.results.run import Run
from socialcredit.results.words.measured import between, tell
from socialcredit.results.words.numbers import in_hundred

HALF = 0.5  # of the draws: on the front
TOO_FEW = "too few to tell"
AS_WRITTEN = "the scheme as written"


def two_intervals(evidence: Evidence, keys: Sequence[str], alternative: str = "") -> Picture | None:
    """These numbers with both their ranges; None where none of them can be told.

    keys  as the table of numbers has them; what is not known or rests on too few is left out
    """
    found = [evidence.numbers.get((key, alternative)) for key in keys]
    run = evidence.run
    lines = [
        (one, _line(run, one)) for one in found if one and one.value is not None and not one.few
    ]
    if not lines:
        return None
    svg = intervals([line for _, line in lines])
    said = [
        f"{line.title}; luck {line.luck_told}; assumptions {line.assumptions_told}"
        for _, line in lines
    ]
    return Picture(
        svg, ". ".join(said) + ".",
        "Upper bar: where nine in ten further runs by luck alone fall. Lower, framed bar: where "
        "nine in ten draws from the assumptions’ ranges lie. The line is the number as written. "
        "Each number has a scale of its own.",
    )  # fmt: skip


def _line(run: Run, one: Number) -> Line:
    measure, value = one.of, one.value
    assert value is not None
    unknown = TOO_FEW if one.few_draws else UNKNOWN
    return Line(
        f"{tell(measure, value)}: {called(run, one.key)}", value, one.luck, one.assumptions,
        between(measure, one.luck) if one.luck else UNKNOWN,
        between(measure, one.assumptions) if one.assumptions else unknown,
    )  # fmt: skip


def pareto(evidence: Evidence) -> Picture | None:
    """All designs by benefit and burden, a panel a scale; None where fewer than two can be told."""
    numbers = {design.name: at for at, design in enumerate(evidence.designs, 1)}
    scales = list(dict.fromkeys(name for one in evidence.designs for name in one.burden))
    panels, said = [], []
    for scale in scales:
        dots = [(one, _dot(evidence, one, scale, numbers[one.name])) for one in evidence.designs]
        known = [(one, dot) for one, dot in dots if dot is not None]
        if len(known) > 1:
            panels.append(_panel(evidence, scale, known))
            said += [f"{panels[-1].title}: {_said(evidence, scale, known)}"]
    if not panels:
        return None
    names = [one.title for one in evidence.designs]
    return Picture(
        front(panels, _axes(evidence, scales), names), " ".join(said),
        "Benefit against burden, a panel a scale. No scale outweighs another here: that is for "
        "whoever decides. On the front is a design that no other betters in both.",
    )  # fmt: skip


def _benefit(design: Design, scale: str) -> str:
    """The key of the benefit on this scale; of the only one where benefits have other scales."""
    return design.benefit.get(scale) or next(iter(design.benefit.values()), "")


def _pair(evidence: Evidence, design: Design, scale: str) -> tuple[Number, Number] | None:
    burden = evidence.numbers.get((design.burden.get(scale, ""), design.name))
    benefit = evidence.numbers.get((_benefit(design, scale), design.name))
    if not burden or not benefit or burden.value is None or benefit.value is None:
        return None
    return burden, benefit


def _dot(evidence: Evidence, design: Design, scale: str, number: int) -> Dot | None:
    pair = _pair(evidence, design, scale)
    if pair is None or pair[0].value is None or pair[1].value is None:
        return None
    burden, benefit = pair
    on_front = design.on_front.get(scale, 0.0) >= HALF
    return Dot(number, pair[0].value, pair[1].value, burden.assumptions, benefit.assumptions,
               on_front)  # fmt: skip


def _measures(evidence: Evidence, design: Design, scale: str) -> tuple[Measure, Measure]:
    return measure_of(design.burden[scale]), measure_of(_benefit(design, scale))


def _panel(evidence: Evidence, scale: str, known: Sequence[tuple[Design, Dot]]) -> Panel:
    burden, benefit = _measures(evidence, known[0][0], scale)
    dots = tuple(dot for _, dot in known)
    across, up = ends_of(dots)
    return Panel(
        _weighed(burden, scale), (tell(burden, across[0]), tell(burden, across[1])),
        (tell(benefit, up[0]), tell(benefit, up[1])), dots, benefit.better != "less",
    )  # fmt: skip


def _axes(evidence: Evidence, scales: Sequence[str]) -> list[str]:
    """What runs across and what runs up: the same words in every panel, said once."""
    pairs = [_measures(evidence, evidence.designs[0], scale) for scale in scales]
    across = dict.fromkeys(
        f"{one.words.partition(', weighed by')[0]}, {one.unit} (less is better)" for one, _ in pairs
    )
    up = dict.fromkeys(f"{one.told} ({one.better} is better)" for _, one in pairs)
    return [f"Across: {'; '.join(across)}", f"Up: {'; '.join(up)}"]


def _weighed(burden: Measure, scale: str) -> str:
    """The title of a scale: what the burden's words say that it is weighed by."""
    by = burden.words.partition("weighed by ")[2]
    return f"Weighed by {by or scale}"


def _said(evidence: Evidence, scale: str, known: Sequence[tuple[Design, Dot]]) -> str:
    burden, benefit = _measures(evidence, known[0][0], scale)
    rows = [
        f"{one.title}: burden {tell(burden, dot.burden)}, benefit {tell(benefit, dot.benefit)}, "
        f"on the front in {in_hundred(one.on_front.get(scale, 0.0))} of draws"
        for one, dot in known
    ]
    return "; ".join(rows) + "."


def turns(evidence: Evidence) -> Picture | None:
    """How far a doubt has to move before each finding turns; None where there is no finding."""
    rows = []
    for finding in evidence.findings:
        number = evidence.numbers.get((finding.key, finding.alternative))
        value = None if number is None else number.value
        words = UNKNOWN if value is None else tell(measure_of(finding.key), value)
        title = f"{lead_of(evidence.run, finding.key)}{words} {finding.says}"
        by_luck = "luck alone may turn it" if finding.by_luck else ""
        if not finding.turns:
            nothing = "nothing within the ranges turns it"
            rows.append(Move(title, by_luck and finding.turned, None, by_luck or nothing))
            continue
        first = finding.turns[0]
        after = f"after {in_hundred(first.moved)} of the range: {first.to}, not {first.written}"
        after = f"{by_luck}; or {after}" if by_luck else after
        rows.append(Move(title, f"{finding.turned} by: {first.title}", first.moved, after))
    if not rows:
        return None
    said = [f"{row.finding}: {row.doubt} {row.told}" for row in rows]
    return Picture(
        moves(rows), "; ".join(said) + ".",
        "Each bar is the whole range of the doubt that turns the finding first, from the value as "
        "written to its end; the mark is where the finding turns.",
    )  # fmt: skip


def context_map(evidence: Evidence, scheme: int = 0) -> Picture | None:
    """From which part of life records come and in which they close doors; None with no door."""
    run = evidence.run
    found = block(context_distance, run, scheme)
    if not found["matrix"]:
        return None
    matrix = np.asarray(found["matrix"], dtype=np.float64)
    rows, columns = np.flatnonzero(matrix.any(axis=1)), np.flatnonzero(matrix.any(axis=0))
    titles = [naming.domain_title(run, name) for name in found["domains"]]
    shares = matrix[np.ix_(rows, columns)]
    words = [[in_hundred(share) if share else "" for share in row] for row in shares.tolist()]
    names, doors = [titles[at] for at in rows], [titles[at] for at in columns]
    said = [
        f"records of {names[row]} behind doors of {doors[column]}: {words[row][column]}"
        for row, column in np.argwhere(shares > 0).tolist()
    ]
    return Picture(
        crossing_map(names, doors, shares.tolist(), words), "; ".join(said) + ".",
        "Of all tries at doors that were closed, dearer or more closely checked: the share that "
        "rests on records of one part of life, by the part of life of the door. Framed: both are "
        f"the same. {naming.panel_words(run)}",
    )  # fmt: skip
