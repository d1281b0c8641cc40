"""Benefit beside burden, of the scheme as written and of every milder design that was tried."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from socialcredit.assessment.answers.numbers import (
    BRACKETS,
    cells,
    chosen_in_order,
    compact,
    keys_of,
    known,
    not_told,
    number,
    paragraphs,
    schemes_told,
    sentences,
    title_of,
    words,
)
from socialcredit.assessment.document import Block, Grid, Points, plain
from socialcredit.assessment.evidence import Design, Evidence
from socialcredit.core.text import joined
from socialcredit.results.measures.registry import measure_of
from socialcredit.results.words.numbers import in_hundred

MITIGATED = ("M1.share", "M7.within_a_year", "M4.other_part", "conduct.bad.change")
NONE_MEASURED = "None of what would show their effect was measured in these runs."
NONE_TRIED = "No other design was tried in these runs."


def proportion(evidence: Evidence) -> tuple[Block, ...]:
    """How much harm the scheme is set against, and how much it does."""
    return (
        *sentences(
            evidence,
            "Bad deeds truly done change by {conduct.bad.change} against the same people with the "
            "same luck and no scheme.",
        ),
        *sentences(
            evidence,
            "People lose {M5.against_fine} times the ordinary fines of the deeds on record, and "
            "{M5.fan_out} doors are closed, made dearer or harder for each bad record.",
        ),
    )


def designs(evidence: Evidence) -> tuple[Block, ...]:
    """Every design by benefit and by burden, on declared scales."""
    told = evidence.designs
    if not told:
        return paragraphs([NONE_TRIED])
    benefit, burden = told[0].benefit, told[0].burden
    gains, loads = _distinct(benefit), _distinct(burden)
    head = ("design", *_heads(evidence, gains, "benefit"), *_heads(evidence, loads, "burden"))
    rows = []
    for one in told:
        keys = [*(one.benefit[name] for name in gains), *(one.burden[name] for name in loads)]
        values = [compact(number(evidence, key, one.name)) for key in keys]
        rows.append(cells(one.title, *values))
    note = f"{_scales(evidence, gains, loads)} {BRACKETS}".strip()
    return (Grid("Designs by benefit and by burden", head, tuple(rows), note),)


def _scales(evidence: Evidence, gains: Sequence[str], loads: Sequence[str]) -> str:
    """What the numbers are whose heads have room for the name of a scale only, and their unit."""
    one, told = evidence.designs[0], []
    for keys, scales, what in ((one.benefit, gains, "Benefit"), (one.burden, loads, "Burden")):
        if len(scales) > 1:
            measure = measure_of(keys[scales[0]])
            told.append(f"{what}: {_without_scale(measure.words)}, {measure.unit}.")
    return " ".join(told)


def _scale(evidence: Evidence, key: str) -> str:
    """What a burden or benefit is weighed by, as the measure has it behind its last `by`."""
    what, by, scale = measure_of(key).words.rpartition(" by ")
    return scale if by else words(evidence, key)


def _without_scale(told: str) -> str:
    what, by, _ = told.rpartition(" by ")
    return what.removesuffix(" weighed").rstrip(",") if by else told


def _distinct(keys: object) -> list[str]:
    """Of scales with the same number one alone."""
    seen: dict[str, str] = {}
    for scale, key in dict(keys).items():  # type: ignore[call-overload]
        seen.setdefault(key, scale)
    return list(seen.values())


def _heads(evidence: Evidence, scales: Sequence[str], what: str) -> list[str]:
    design = evidence.designs[0]
    keys = design.benefit if what == "benefit" else design.burden
    if len(scales) > 1:
        return [f"{what}: {_scale(evidence, keys[scale])}" for scale in scales]
    return [f"{what}: {words(evidence, keys[scale])}" for scale in scales]


def front(evidence: Evidence) -> tuple[Block, ...]:
    """In how many draws nothing else is better in both, what ties, and what turns the order."""
    told = evidence.designs
    if not told:
        return paragraphs([NONE_TRIED])
    scales = list(told[0].on_front)
    numbers = {one.name: at for at, one in enumerate(told, 1)}
    rows = [
        cells(
            f"{numbers[one.name]} {one.title}",
            *(in_hundred(one.on_front[scale]) for scale in scales),
            joined(str(numbers[name]) for name in one.tied) or "none of them",
            one.turned_by or "nothing",
        )
        for one in told
    ]
    by = [_scale(evidence, told[0].burden[scale]) for scale in scales]
    head = ("design", *(f"not bettered, burden by {scale}" for scale in by), "cannot be told from",
            "order turned most by")  # fmt: skip
    note = (
        "Not bettered: the share of draws in which no other design has both more benefit "
        f"({words(evidence, next(iter(told[0].benefit.values())), unit=False)}) and less burden. "
        "Turned by nothing: by no doubt within its range. Two designs cannot be told apart where "
        "neither is better in 95 % of draws. No design is recommended: how much burden a benefit "
        "is worth is not for a simulation to say."
    )
    return (Grid("Which designs are bettered by another", head, tuple(rows), note),)


def ties(evidence: Evidence) -> tuple[Block, ...]:
    """Ties in words, each pair once."""
    if not evidence.designs:
        return paragraphs([NONE_TRIED])
    told, seen = [], set[str]()
    for one in evidence.designs:
        others = _titles(evidence, [name for name in one.tied if name not in seen])
        alike = len(others) > 1 and _each_with_each(evidence, one)
        seen |= {one.name, *one.tied} if alike else {one.name}
        if others:
            what = (
                f"{joined((f'“{one.title}”', *others))} cannot be told from one another"
                if alike
                else f"“{one.title}” cannot be told from {joined(others)}"
            )
            told.append(
                f"{what}, taking benefit and burden together: the draws disagree on which is "
                "better."
            )
    return paragraphs(told or ["No two designs are tied."])


def _each_with_each(evidence: Evidence, one: Design) -> bool:
    """Whether the designs that this one is tied with are tied with each other, and no others."""
    tied = {other.name: {other.name, *other.tied} for other in evidence.designs}
    return all(tied[name] == tied[one.name] for name in one.tied)


def _titles(evidence: Evidence, names: Sequence[str]) -> list[str]:
    """Titles of designs, quoted: most are whole sentences."""
    titles = {one.name: one.title for one in evidence.designs}
    return [f"“{titles.get(name, name)}”" for name in names]


def mitigations(evidence: Evidence) -> tuple[Block, ...]:
    """What each milder design does to errors, repair, reach and conduct."""
    return _by_design(evidence, MITIGATED, "Milder designs tried, and their effect")


def tried(evidence: Evidence) -> tuple[Block, ...]:
    """Which designs were tried besides the scheme as written."""
    others = [one for one in evidence.designs if one.name]
    if not others:
        return paragraphs([NONE_TRIED])
    lead = "On the same people, with the same luck and the same draws, these were tried as well:"
    items = tuple(plain(f"{one.title} ({one.name})") for one in others)
    return (*paragraphs([lead]), Points(items))


def _by_design(evidence: Evidence, names: Iterable[str], caption: str) -> tuple[Block, ...]:
    """A table of designs by these measures, one for each scheme that is told."""
    if not [one for one in evidence.designs if one.name]:
        return paragraphs([NONE_TRIED])
    asked = [one.id for one in chosen_in_order(list(names))]
    found: list[Block] = []
    for scheme in schemes_told(evidence):
        all_keys = [
            key for key in keys_of(evidence, asked) if key.rpartition("/")[0] in ("", scheme)
        ]
        keys = [
            key
            for key in all_keys
            if any(known(number(evidence, key, one.name)) for one in evidence.designs)
        ]
        left = not_told(measure_of(key).words for key in all_keys if key not in keys)
        if not keys:
            found += paragraphs([left or NONE_MEASURED], "note")
            continue
        rows = [
            cells(one.title, *(compact(number(evidence, key, one.name)) for key in keys))
            for one in evidence.designs
        ]
        title = title_of(evidence, scheme) if scheme else ""
        head = ("design", *(measure_of(key).told for key in keys))
        over = f"{caption}: {title}" if title else caption
        found.append(Grid(over, head, tuple(rows), f"{BRACKETS} {left}".strip()))
    return tuple(found)


SAYS = {"proportion": proportion, "ties": ties, "designs-tried": tried}
TABLES = {"designs": designs, "front": front, "mitigations": mitigations}
