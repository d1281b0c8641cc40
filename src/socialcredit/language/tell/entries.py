"""What a line of the catalogue says: a recorded deed and what it does to the score."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from socialcredit.core.text import heading, joined, plain
from socialcredit.language.model.elsewhere import Elsewhere, ListedBy
from socialcredit.language.model.entries import Disclosed, Entry
from socialcredit.language.read.quantities import duration_text, written
from socialcredit.language.tell.procedure import repair_phrase
from socialcredit.language.tell.wording import Names, Phrase, pointed, signed

ORDER = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def entry_phrase(rule: Entry, names: Names) -> Phrase:
    """Say what a recorded deed does to the score, who reports it and how long it counts."""
    words = [_effect(rule, names)]
    if rule.per:
        words.append(f"again each {rule.per} while it lasts")
    if rule.cap:
        words.append(f"at most {written(rule.cap.points)} {_span(rule.cap.meter, names)}")
    if rule.warning:
        many, span = rule.warning.records, _span(rule.warning.meter, names)
        times = "first time" if many == 1 else f"first {many} times"
        words.append(f"only a warning the {times} {span}")
    if rule.meter or rule.cap or rule.warning:
        words.append("not counting what was struck out as wrong before")
    if rule.disclosed is not None:
        words.append(_disclosed(rule.disclosed, names))
    if rule.elsewhere is not None:
        words.append(_elsewhere(rule.elsewhere))
    if rule.valid_for is not None:
        words.append(f"valid for {duration_text(rule.valid_for)}")
    if rule.extension is not None:
        words.append(f"{duration_text(rule.extension)} longer beside another record")
    if rule.repair is not None:
        words.append(repair_phrase(rule.repair))
    if rule.dimension:
        words.append(f"in the dimension {plain(rule.dimension)}")
    if rule.seen_by:
        words.append(f"reported by {joined(map(plain, rule.seen_by), 'or')}")
    if rule.layer:
        words.append(f"where the layer {plain(rule.layer)} holds")
    if rule.copy_of:
        words.append(f"copied from `{rule.copy_of}`")
    if rule.asked_by:
        words.append(f"put in for {rule.asked_by}")
    return heading(rule.title or rule.id), ", ".join(words)


def _disclosed(rule: Disclosed, names: Names) -> str:
    """How much less where the subject told of it before it was found."""
    less = f"{rule.share * 100:.4g} % of it" if rule.share is not None else ""
    less = less or pointed(rule.points or Fraction(0), signed)
    told = names.entries.get(rule.by, plain(rule.by))
    return f"only {less} where {told} was filed within {duration_text(rule.within)} before"


def _elsewhere(rule: Elsewhere) -> str:
    """Of whom it is filed: who stands on a list of another scheme, or is graded so by one."""
    if isinstance(rule, ListedBy):
        whom = f"of whoever is on the list {plain(rule.list)} of `{rule.scheme}`"
    else:
        whom = f"of whoever `{rule.scheme}` grades {joined(map(plain, rule.grades), 'or')}"
    return f"filed {whom} on a first of a month" + (", while that lasts" if rule.ends else "")


def _span(meter: str, names: Names) -> str:
    """Over what a running total runs: a year, or for ever."""
    return "a year" if names.meters.get(meter) == "yearly" else "in all"


def _effect(rule: Entry, names: Names) -> str:
    if rule.points is not None:
        return pointed(rule.points, signed)
    if rule.range is not None:
        low, high = rule.range
        return f"{signed(low)} to {pointed(high, signed)}, at discretion"
    if rule.by_size is not None:
        return "by size, " + _bands(rule.by_size, "")
    if rule.steps is not None:
        if len(rule.steps) == 1:
            return f"{pointed(rule.steps[0][1], signed)} for each of the {_total(rule, names)}"
        return f"by the {_total(rule, names)}: " + _bands(rule.steps, " each")
    if rule.ladder is not None:
        return _ladder(rule, names)
    return f"straight down to grade {plain(rule.to_grade or '')}"


def _bands(pairs: Sequence[tuple[Fraction | None, Fraction]], each: str) -> str:
    """Points by band: '+1 point up to 20, +0.5 up to 80, +0.25 beyond'."""
    told = []
    for place, (bound, points) in enumerate(pairs):
        many = signed(points) if place else pointed(points, signed)
        told.append(f"{many}{each} " + ("beyond" if bound is None else f"up to {written(bound)}"))
    return ", ".join(told)


def _total(rule: Entry, names: Names) -> str:
    meter = rule.meter or ""
    return plain(meter) + (" of the year" if names.meters.get(meter) == "yearly" else "")


def _ladder(rule: Entry, names: Names) -> str:
    """A rung for each earlier record: points the first time, the second, and from then on."""
    rungs = rule.ladder or ()
    if len(rungs) == 1:
        return pointed(rungs[0], signed)
    told = []
    for place, points in enumerate(rungs[:-1]):
        which = ORDER[place] if place < len(ORDER) else f"{place + 1}th"
        told.append(f"{signed(points) if place else pointed(points, signed)} the {which} time")
    last = len(rungs)
    which = ORDER[last - 1] if last <= len(ORDER) else f"{last}th"
    year = " in a year" if _span(rule.meter or "", names) == "a year" else ""
    return f"{', '.join(told)}, {signed(rungs[-1])} from the {which} on{year}"
