"""Whether the names and dates inside a scheme agree: sources, grades, lists, meters, order of time.

These checks look across a scheme, which the model of a single rule cannot do. Each returns problems
with the path of the value at fault; `catalogue` turns paths into lines of the file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from socialcredit.core.errors import nearest
from socialcredit.core.kept import once
from socialcredit.language.check.always import ALWAYS, problems_of_gaps
from socialcredit.language.check.conditions import problems_of_conditions
from socialcredit.language.check.dimensions import problems_of_dimensions
from socialcredit.language.check.entries import finer_than, leads_down, measured
from socialcredit.language.check.evaluation import problems_of_evaluation
from socialcredit.language.check.gone import names_left_behind
from socialcredit.language.check.ranges import problems_of_ranges
from socialcredit.language.check.room import problems_of_size
from socialcredit.language.check.sums import problems_of_sums
from socialcredit.language.check.totals import problems_of_totals, sizes_summed
from socialcredit.language.check.tried import Tried
from socialcredit.language.model.deeds import Sign
from socialcredit.language.model.procedure import Procedure
from socialcredit.language.model.provenance import ASSUMED, Block, Rule
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.upright import turned, upright
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc

BLOCKS = (
    "subjects", "score", "dimensions", "evaluation", "grades", "conditions", "layers", "entries",
    "lists", "publication", "consequences", "bureau", "procedure",
)  # fmt: skip


class Vocabulary(NamedTuple):
    """The names that the assumption files define; an empty set is not checked against.

    `sized` are the deeds that have a size, `lasting` those that go on for months; `signs` says
    which are bad and which good.
    `tried` is what people do of themselves; None where that is not known.
    """

    deeds: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    tried: Tried | None = None
    sized: frozenset[str] = frozenset()
    lasting: frozenset[str] = frozenset()
    signs: Mapping[str, Sign] = {}


NO_WORDS = Vocabulary()


def problems_of(scheme: Scheme, vocabulary: Vocabulary | None = None) -> list[Problem]:
    """Return everything in a scheme that does not agree with the rest of it."""
    return list(_found(scheme, vocabulary or NO_WORDS))


@once()
def _found(scheme: Scheme, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    return (
        *_dates(scheme),
        *_provenance(scheme),
        *_repeated(scheme),
        *_grades(scheme),
        *_entries(upright(scheme)),
        *_lists(scheme),
        *names_left_behind(scheme),
        *problems_of_sums(scheme),
        *_words(scheme, vocabulary),
        *problems_of_dimensions(scheme),
        *problems_of_conditions(scheme),
        *problems_of_evaluation(scheme),
        *problems_of_size(scheme),
        *problems_of_ranges(scheme, [*scheme.sources, ASSUMED]),
    )


def _located_rules(scheme: Scheme) -> Iterator[tuple[Loc, Rule]]:
    for block in BLOCKS:
        for index, rule in enumerate(getattr(scheme, block)):
            yield (block, index), rule


def _dates(scheme: Scheme) -> Iterator[Problem]:
    if scheme.ends is not None and scheme.ends < scheme.starts:
        yield Problem(("ends",), "the scheme ends before it starts", f"after {scheme.starts}")
    for loc, rule in _located_rules(scheme):
        if rule.until is not None and rule.until < rule.since:
            yield Problem(
                (*loc, "until"), "the rule ends before it begins", f"a day after {rule.since}"
            )
    yield from problems_of_gaps(scheme)


def _provenance(scheme: Scheme) -> Iterator[Problem]:
    known = [*scheme.sources, ASSUMED]
    for loc, rule in _located_rules(scheme):
        yield from _source((*loc, "source"), rule.source, rule.evidence, known)
    for index, rule in enumerate(scheme.consequences):
        if rule.evaded is not None:
            loc = ("consequences", index, "evaded", "source")
            yield from _source(loc, rule.evaded.source, rule.evaded.evidence, known)
        if rule.collected is not None:
            loc = ("consequences", index, "collected", "source")
            yield from _source(loc, rule.collected.source, rule.collected.evidence, known)
    for index, procedure in enumerate(scheme.procedure):
        for name, part in _parts(procedure):
            source = getattr(part, "source", None)
            if source is not None:
                loc = ("procedure", index, name, "source")
                yield from _source(loc, source, getattr(part, "evidence", None), known)


def _parts(procedure: Procedure) -> Iterator[tuple[str, Block]]:
    for name in type(procedure).model_fields:
        part = getattr(procedure, name)
        if isinstance(part, Block):
            yield name, part


def _source(
    loc: Loc, source: str, evidence: str | None, known: Collection[str]
) -> Iterator[Problem]:
    yield from _known("source", loc, source, known)
    if source == ASSUMED and evidence not in (None, ASSUMED):
        yield Problem(
            (*loc[:-1], "evidence"), "an assumed rule claims evidence", "evidence: assumed"
        )


def _known(what: str, loc: Loc, name: str, options: Collection[str]) -> Iterator[Problem]:
    if name not in options:
        shown = ", ".join(sorted(options)[:12]) + (", ..." if len(options) > 12 else "")
        expected = f"one of {shown}" if options else f"a {what} that the scheme defines"
        yield Problem(loc, f"there is no {what} `{name}`", expected, nearest(name, options))


def _repeated(scheme: Scheme) -> Iterator[Problem]:
    names = {"entries": "id", "lists": "id", "consequences": "id", "layers": "layer"}
    names |= {"conditions": "id"}
    for block, attribute in names.items():
        seen: dict[tuple[str, date], int] = {}
        for index, rule in enumerate(getattr(scheme, block)):
            key = (getattr(rule, attribute), rule.since)
            if key in seen:
                yield Problem(
                    (block, index),
                    f"`{key[0]}` stands twice with the same date",
                    "another name (`entry: ...`), or another date in `since`",
                )
            seen[key] = index
    for block in (*ALWAYS, "evaluation", "publication"):
        days = [rule.since for rule in getattr(scheme, block)]
        for index, day in enumerate(days):
            if day in days[:index]:
                yield Problem((block, index, "since"), "this date stands twice", "one item a date")
    meters = [meter.meter for meter in scheme.meters]
    for index, name in enumerate(meters):
        if name in meters[:index]:
            yield Problem(("meters", index, "meter"), f"`{name}` stands twice", "another name")


def _grades(scheme: Scheme) -> Iterator[Problem]:
    risk = turned(scheme)
    for index, grades in enumerate(scheme.grades):
        bands = list(grades.bands.items())
        for (_, above), (name, below) in zip(bands, bands[1:], strict=False):
            worse = above is not None and (
                below is None or (below > above if risk else below < above)
            )
            if not worse:
                side, end = ("more than", "highest") if risk else ("less than", "lowest")
                yield Problem(
                    ("grades", index, "bands", name),
                    "the grades do not go from best to worst",
                    f"{side} {above}" if above is not None else f"nothing below `{end}`",
                )
        if bands[-1][1] is not None:
            yield Problem(
                ("grades", index, "bands", bands[-1][0]),
                "the last grade has a bound, so that some scores have no grade",
                "highest" if risk else "lowest",
            )
        marked = {"penal": grades.penal, "honour": grades.honour, "held": grades.locked}
        for block, names in marked.items():
            for place, name in enumerate(names):
                yield from _known("grade", ("grades", index, block, place), name, grades.names)
        for name in grades.labels:
            yield from _known("grade", ("grades", index, "labels", name), name, grades.names)


def _entries(scheme: Scheme) -> Iterator[Problem]:
    meters = [meter.meter for meter in scheme.meters]
    layers = [layer.layer for layer in scheme.layers]
    unit = min(score.unit for score in scheme.score)
    for index, score in enumerate(scheme.score):
        for name in ("start", "lowest", "highest"):
            value = getattr(score, name)
            if value is not None and (value / score.unit).denominator != 1:
                message = "the score is finer than its unit"
                yield Problem(("score", index, name), message, f"steps of {score.unit}")
    for index, entry in enumerate(scheme.entries):
        loc: Loc = ("entries", index)
        if entry.meter is not None:
            yield from _known("meter", (*loc, "meter"), entry.meter, meters)
        if entry.cap is not None:
            yield from _known("meter", (*loc, "cap", "meter"), entry.cap.meter, meters)
        if entry.warning is not None:
            yield from _known("meter", (*loc, "warning", "meter"), entry.warning.meter, meters)
        if entry.layer is not None:
            yield from _known("layer", (*loc, "layer"), entry.layer, layers)
        if entry.to_grade is not None:
            yield from leads_down(scheme, entry, loc)
        yield from finer_than(unit, entry, loc)


def _lists(scheme: Scheme) -> Iterator[Problem]:
    yield from problems_of_totals(scheme)
    for index, rule in enumerate(scheme.lists):
        way = next((w for w in ("entry", "count", "total") if getattr(rule.enter, w)), "entry")
        at = ("lists", index, "enter", way, *(() if way == "entry" else ("of",)))
        yield from _all_known("entry", at, rule.enter.records, {e.id for e in scheme.entries})
    for index, consequence in enumerate(scheme.consequences):
        when = consequence.when
        if consequence.collected is not None:
            at = ("consequences", index, "collected", "ends")
            named = {entry.id for entry in scheme.entries}
            yield from _all_known("entry", at, consequence.collected.ends, named)
        loc: Loc = ("consequences", index, "when")
        if consequence.layer is not None:
            layers = [layer.layer for layer in scheme.layers]
            known_at = ("consequences", index, "layer")
            yield from _known("layer", known_at, consequence.layer, layers)
        entries = [entry.id for entry in scheme.entries]
        yield from _all_known("entry", (*loc, "entry"), when.entry, entries)


def _all_known(
    what: str, loc: Loc, names: Iterable[str] | None, options: Collection[str]
) -> Iterator[Problem]:
    for place, name in enumerate(names or ()):
        yield from _known(what, (*loc, place), name, options)


def _words(scheme: Scheme, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Names that other files define: deeds, sources of sight, domains of life, places."""
    if vocabulary.places:
        yield from _known("place", ("place",), scheme.place, vocabulary.places)
        for index, subjects in enumerate(scheme.subjects):
            at = ("subjects", index, "places")
            yield from _all_known("place", at, subjects.places, vocabulary.places)
    for index, entry in enumerate(scheme.entries):
        if vocabulary.deeds and entry.elsewhere is None:
            yield from _known("deed", ("entries", index, "deed"), entry.deed, vocabulary.deeds)
            yield from measured(entry, ("entries", index), vocabulary.sized, vocabulary.lasting)
        if vocabulary.sources:
            loc = ("entries", index, "seen_by")
            yield from _all_known("source of sight", loc, entry.seen_by, vocabulary.sources)
    if vocabulary.sized:
        yield from sizes_summed(scheme, vocabulary.sized)
    for index, rule in enumerate(scheme.consequences):
        if vocabulary.domains:
            loc = ("consequences", index, "domain")
            yield from _known("domain", loc, rule.domain, vocabulary.domains)
        if vocabulary.deeds:
            loc = ("consequences", index, "stops")
            yield from _all_known("deed", loc, rule.stops, vocabulary.deeds)
