"""Whether assumption files agree with themselves and with each other: documents, deeds, domains."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from socialcredit.core.ages import ADULT, MOST_BANDS, OLDEST, band, parted
from socialcredit.core.errors import nearest
from socialcredit.core.kept import once
from socialcredit.core.limits import MOST_DEEDS, MOST_SIGHTS
from socialcredit.core.populations import POPULATIONS, Population
from socialcredit.language.check.discretion import (
    problems_of_self_reports,
    problems_of_the_connected,
)
from socialcredit.language.check.lobbying import problems_of_lobbying, problems_of_proposals
from socialcredit.language.check.places import problems_of_places, problems_of_whose
from socialcredit.language.check.ranges import problems_of_ranges, problems_of_written
from socialcredit.language.check.standing import (
    problems_of_complaints,
    problems_of_rounds,
    problems_of_standing,
)
from socialcredit.language.model.beliefs import Beliefs, DomainFile, names_in
from socialcredit.language.model.deeds import Deed, DeedFile
from socialcredit.language.model.lobbying import LobbyingFile
from socialcredit.language.model.places import PlaceFile
from socialcredit.language.model.population import TABLES
from socialcredit.language.model.provenance import ASSUMED, Block
from socialcredit.language.model.sensors import Sensor, SensorFile
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc

LISTS = ("deeds", "sources", "mechanisms", "domains", "attempts", "volumes", "burden", "places",
         "markets", "lenders", "proposals", "groups", "nations")  # fmt: skip

ALONE = ("asking", "terms", "paying", "files", "check", "gain", *TABLES)


@once()
def problems_within(file: Block) -> tuple[Problem, ...]:
    """Return what does not agree inside one assumption file, as written or changed."""
    ages = _ages(file) if isinstance(file, DeedFile) else ()
    stood = problems_of_standing(file) if isinstance(file, DeedFile) else ()
    ranges = problems_of_ranges(file, _known(file))
    pressed = problems_of_lobbying(file) if isinstance(file, LobbyingFile) else ()
    lived = problems_of_places(file) if isinstance(file, PlaceFile) else ()
    return (
        *_documents(file), *_repeated(file), *_order(file), *_room(file), *ages, *stood, *ranges,
        *pressed, *lived,
    )  # fmt: skip


def problems_as_written(file: Block) -> list[Problem]:
    """The same of a file as it stands, where ranges hold what is written; a change may leave it."""
    return [*problems_within(file), *problems_of_written(file)]


def problems_between(beliefs: Beliefs) -> dict[str, list[Problem]]:
    """Return what does not agree between the files, by the kind of file at fault."""
    deeds = frozenset(names_in(beliefs.deeds))
    domains = frozenset(names_in(beliefs.domains))
    places = frozenset(names_in(beliefs.places))
    sources = frozenset(names_in(beliefs.sensors))
    return {
        "deeds": [
            *_domains_of_deeds(beliefs.deeds, domains),
            *_elsewhere(beliefs.deeds, places, deeds),
            *_of_others(beliefs.deeds, POPULATIONS[beliefs.kind]),
        ],
        "sensors": [
            *_seen_deeds(beliefs.sensors, deeds),
            *_elsewhere(beliefs.sensors, places, sources),
            *problems_of_rounds(beliefs.sensors, beliefs.deeds),
            *_of_themselves(beliefs.sensors, beliefs.deeds, POPULATIONS[beliefs.kind]),
            *problems_of_complaints(beliefs.sensors, beliefs.deeds),
        ],
        "domains": list(_domain_tree(beliefs.domains, domains)),
        "places": list(problems_of_whose(beliefs.population, beliefs.places)),
        "lobbying": list(problems_of_proposals(beliefs.lobbying, deeds, sources)),
    }


def problems_of_beliefs(beliefs: Beliefs) -> list[Problem]:
    """Return what does not agree in and between the files, each path begun with its kind."""
    between = problems_between(beliefs)
    return [
        problem._replace(loc=(kind, *problem.loc))
        for kind, file in beliefs._asdict().items()
        for problem in (*problems_within(file), *between.get(kind, ()))
    ]


def _items(file: Block) -> Iterator[tuple[Loc, Any]]:
    for block in ALONE:
        item = getattr(file, block, None)
        if item is not None:
            yield (block,), item
    for block in LISTS:
        items = getattr(file, block, None)
        for index, item in enumerate(items if isinstance(items, tuple) else ()):
            yield (block, index), item
            if getattr(item, "at_once", None) is not None:
                yield (block, index, "at_once"), item.at_once


def _documents(file: Block) -> Iterator[Problem]:
    names = _known(file)
    for loc, item in _items(file):
        key = "from" if hasattr(item, "origin") else "source"
        named = getattr(item, "origin", None) or getattr(item, "source", None)
        if named is not None and named not in names:
            yield _unknown("document", (*loc, key), named, names)


def _known(file: Block) -> list[str]:
    """The documents that a file's values may come from."""
    documents = getattr(file, "documents", None)
    known = documents if documents is not None else getattr(file, "sources", {})
    return [*dict.fromkeys([*known, ASSUMED])]


def _repeated(file: Block) -> Iterator[Problem]:
    if isinstance(file, PlaceFile):  # which has names of two kinds, see check/places.py
        return
    names = list(names_in(file))
    block = next((name for name in LISTS if isinstance(getattr(file, name, None), tuple)), "")
    for index, name in enumerate(names):
        if name in names[:index]:
            yield Problem((block, index), f"`{name}` stands twice", "another name")


def _room(file: Block) -> Iterator[Problem]:
    """An open record keeps its deed in eight bits and its source in five."""
    for kind, most in ((DeedFile, MOST_DEEDS), (SensorFile, MOST_SIGHTS)):
        block = "deeds" if kind is DeedFile else "sources"
        count = len(getattr(file, block)) if isinstance(file, kind) else 0
        if count > most:
            message = f"the file has {count} {block}, more than a record can tell apart"
            yield Problem((block, most), message, f"at most {most}")


def _ages(file: DeedFile) -> Iterator[Problem]:
    """Bands that lie apart, and no more of them in all than people can be told apart by."""
    apart: set[int] = set()
    for index, deed in enumerate(file.deeds):
        known: list[str] = []
        for written in deed.by.age:
            loc: Loc = ("deeds", index, "by", "age", written)
            first, last = band(written)
            met = [one for one in known if band(one)[0] <= last and first <= band(one)[1]]
            if first > last or last > OLDEST:
                expected = f"from the younger age to the older, {OLDEST} at most"
                yield Problem(loc, "this is no band of ages", expected, at_key=True)
            elif met:
                message = f"`{written}` and `{met[0]}` hold for the same ages"
                yield Problem(loc, message, "bands that lie apart", at_key=True)
            known.append(written)
        apart |= {*parted([deed.min_age, *[ADULT] * ("adult" in deed.needs)], deed.by.age)}
        if len(apart) >= MOST_BANDS:
            ages = ", ".join(map(str, sorted(apart)))
            message = f"deeds tell people apart at too many ages: {ages}"
            expected = (
                f"at most {MOST_BANDS - 1} ages in all deeds (18 among them where adults are)"
            )
            yield Problem(("deeds", index), message, expected)
            return


def _order(file: Block) -> Iterator[Problem]:
    if isinstance(file, SensorFile):
        for index, sensor in enumerate(file.sources):
            if sensor.delay.least > sensor.delay.most:
                most: Loc = ("sources", index, "delay", "most")
                yield Problem(
                    most, "the longest delay is shorter than the shortest", "most: longer"
                )
    if isinstance(file, DeedFile):
        for index, deed in enumerate(file.deeds):
            for name, table in (
                ("size", deed.size.values if deed.size else ()),
                ("lasts", deed.lasts.months if deed.lasts else ()),
            ):
                if list(table) != sorted(table):
                    loc = ("deeds", index, name)
                    yield Problem(loc, "the quantiles do not rise", "numbers from small to large")


def _domains_of_deeds(file: DeedFile, domains: Collection[str]) -> Iterator[Problem]:
    for index, deed in enumerate(file.deeds):
        if deed.domain not in domains:
            yield _unknown("domain", ("deeds", index, "domain"), deed.domain, domains)


def _seen_deeds(file: SensorFile, deeds: Collection[str]) -> Iterator[Problem]:
    for index, sensor in enumerate(file.sources):
        for block in ("sees", "ranked", "alleges", "confused_with"):
            for name in getattr(sensor, block):
                if name not in deeds:
                    yield _unknown("deed", ("sources", index, block, name), name, deeds, True)
        for name, other in sensor.confused_with.items():
            if other not in deeds:
                loc = ("sources", index, "confused_with", name)
                yield _unknown("deed", loc, other, deeds)


def _elsewhere(
    file: DeedFile | SensorFile, places: Collection[str], kin: Collection[str]
) -> Iterator[Problem]:
    """Places where deeds are done and sources look, and what they count as."""
    block = "deeds" if isinstance(file, DeedFile) else "sources"
    items: Sequence[Deed | Sensor] = file.deeds if isinstance(file, DeedFile) else file.sources
    for index, item in enumerate(items):
        for at, name in enumerate(item.places):
            if name not in places:
                yield _unknown("place", (block, index, "places", at), name, places)
        for at, name in enumerate(item.counts_as):
            if name not in kin:
                yield _unknown(block[:-1], (block, index, "counts_as", at), name, kin)


def _of_others(file: DeedFile, whom: Population) -> Iterator[Problem]:
    """Attributes and needs that only the other population has."""
    known = [*whom.by, *whom.needs, *(("age", "adult") if whom.kind == "persons" else ())]
    for index, deed in enumerate(file.deeds):
        said: list[tuple[Loc, str]] = [
            (("deeds", index, "by", name), name)
            for name in deed.by.model_fields_set
            if getattr(deed.by, name)
        ]
        harm_by = deed.stands.harm_by if deed.stands else None
        said += [
            (("deeds", index, "stands", "harm_by", name), name)
            for name in (harm_by.model_fields_set if harm_by else ())
            if getattr(harm_by, name)
        ]
        said += [(("deeds", index, "needs", at), name) for at, name in enumerate(deed.needs)]
        said += [(("deeds", index, "min_age"), "age")] if deed.min_age else []
        said += [(("deeds", index, "sectors"), "sectors")] if deed.sectors else []
        for loc, name in said:
            if name not in known and not (name == "sectors" and whom.kind == "firms"):
                message = f"`{name}` says nothing of a {whom.one}"
                yield Problem(loc, message, "one of " + ", ".join(known), nearest(name, known))


def _of_themselves(file: SensorFile, deeds: DeedFile, whom: Population) -> Iterator[Problem]:
    """Sources that are their subjects' own, and what they say of firms alone."""
    known = {deed.deed: deed for deed in deeds.deeds}
    for index, source in enumerate(file.sources):
        yield from problems_of_the_connected(source, ("sources", index), whom)
        yield from problems_of_self_reports(source, ("sources", index), known, whom)


def _domain_tree(file: DomainFile, domains: Collection[str]) -> Iterator[Problem]:
    parents = {domain.domain: domain.parent for domain in file.domains}
    for index, domain in enumerate(file.domains):
        loc: Loc = ("domains", index, "parent")
        if domain.parent is not None and domain.parent not in domains:
            yield _unknown("domain", loc, domain.parent, domains)
        elif _in_a_circle(domain.domain, parents):
            yield Problem(loc, "the domain belongs to itself, round a circle", "a wider domain")
    for block in ("attempts", "volumes"):
        for index, one in enumerate(getattr(file, block)):
            if one.domain not in domains:
                yield _unknown("domain", (block, index, "domain"), one.domain, domains)


def _in_a_circle(name: str, parents: dict[str, str | None]) -> bool:
    above = parents.get(name)
    for _ in parents:
        if above is None or above == name:
            break
        above = parents.get(above)
    return above is not None


def _unknown(
    what: str, loc: Loc, name: str, options: Collection[str], at_key: bool = False
) -> Problem:
    shown = ", ".join(sorted(options)[:12]) + (", ..." if len(options) > 12 else "")
    message = f"there is no {what} `{name}`"
    return Problem(loc, message, f"one of {shown}", nearest(name, options), at_key=at_key)
