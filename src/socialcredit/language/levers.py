"""What of a run can be slid: the few values that a lesson turns, each with where it comes from.

A lever is a path of `--set` that the run has, with a handful of values for it. Only what a scheme
says can be slid: without an office that decides there is no lever for its staff.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from socialcredit.core.calendar import Duration
from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.limits import MOST_POINTS, MOST_POINTS_A_UNIT
from socialcredit.language.model.alternative import Laid
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.provenance import Source, version_on
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.sensors import Sensor, SensorFile
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_alternative, with_alternatives
from socialcredit.language.resolve.paths import alternative_names
from socialcredit.language.resolve.spots import Miss, spots_of
from socialcredit.language.resolve.written import NO_TEXTS, Texts, Written

SHARES = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0)
TIMES = (0.0, 0.5, 2.0, 5.0, 10.0)
TERMS = (3, 6, 12, 24, 36, 60, 120)  # months
ERRORS = ("wrong_person", "false_alarm", "wrong_content")
# Where an entry of a kind has the points that a record brings; a grade has none.
WORTH = {"points": "points", "range": "range.*", "by_size": "by_size.*.1", "steps": "steps.*.1",
         "ladder": "ladder.*"}  # fmt: skip
MOST_ENTRIES = 60  # with a slider of their own


class Stop(NamedTuple):
    """A place of a lever: the changes that it makes, none where it leaves what is written.

    value  a number in the lever's unit; None stands for no end
    """

    changes: tuple[str, ...]
    value: float | None


class Lever(NamedTuple):
    """A value that can be slid.

    about  notice, errors, points, expiry, joining or staff
    paths  what changes are of: of several values that are slid together each
    name   the source or entry in words, empty where there is one lever of its kind
    unit   share, times, points, months or decisions;  per  residents that decisions are for
    source, where, evidence  of the value as it is written;  note  what the file says besides
    """

    about: str
    paths: tuple[str, ...]
    name: str
    unit: str
    stops: tuple[Stop, ...]
    source: str
    where: str
    evidence: str
    note: str
    per: int = 0


def levers(written: Written, name: str | None = None) -> list[Lever]:
    """What can be slid of a run, in the order in which a lesson asks.

    written  what the run rests on, before anything was changed
    name     of one of its schemes, or of a body of a divided one; None: of the first
    """
    names = {one.scheme: one for one in written.schemes}
    scheme = names[scheme_in([*names], name)]
    data = scheme.model_dump(mode="json", by_alias=True)
    found = [*_of_procedure(scheme, written.scenario)]
    found += [*_of_sources(scheme, written.beliefs.sensors), *_of_points(scheme)]
    root = f"schemes.{scheme.scheme}."
    leads = [
        one
        for one in found
        if not any(
            _missed(data, path.removeprefix(root)) for path in one.paths if path.startswith(root)
        )
    ]
    return [*leads, *_of_joining(written.scenario)]


def _missed(data: Any, path: str) -> bool:
    return isinstance(spots_of(data, path.split(".")), Miss)


def scheme_in(names: Sequence[str], name: str | None) -> str:
    """Which of a run's schemes is meant: the first where none is named, of a body the whole."""
    for known in names:
        if name in (None, known) or (name not in names and str(name).startswith(f"{known}-")):
            return known
    raise SocialCreditError(
        f"the scenario has no scheme `{name}`",
        expected="one of " + ", ".join(names),
        meant=nearest(str(name), names),
    )


def _stops(
    path: str, now: float | None, values: Iterable[float | None], typed: Mapping[float, str] = {}
) -> tuple[Stop, ...]:
    """The places of a lever from the least to the most, what is written among them."""
    others = {value for value in values if value != now}
    told = [Stop((f"{path}={typed.get(v, f'{v:g}') if v is not None else 'null'}",), v)
            for v in others]  # fmt: skip
    return tuple(sorted((Stop((), now), *told), key=lambda one: (one.value is None, one.value)))


def _times(paths: Sequence[str], most: str = "", up_to: float = TIMES[-1]) -> tuple[Stop, ...]:
    told = [
        Stop(tuple(f"{path} *= {times:g}{most}" for path in paths), times)
        for times in TIMES
        if times <= up_to
    ]
    return tuple(sorted((Stop((), 1.0), *told), key=lambda one: one.value or 0.0))


def _said(source: str, evidence: str, known: Mapping[str, Source], note: str | None) -> tuple[
    str, str, str, str
]:  # fmt: skip
    """Where a value comes from: title, where that is, evidence, note."""
    found = known.get(source)
    return (found.title if found else source, found.where if found else "", evidence, note or "")


def _of_procedure(scheme: Scheme, scenario: Scenario) -> Iterator[Lever]:
    rule = version_on(scheme.procedure, scenario.starts)
    path = f"schemes.{scheme.scheme}.procedure"

    def rests(part: Any) -> tuple[str, str, str, str]:
        source = getattr(part, "source", None) or rule.source
        evidence = getattr(part, "evidence", None) or rule.evidence
        return _said(source, evidence, scheme.sources, getattr(part, "note", None) or rule.note)

    if rule.notice is not None:
        at, now = f"{path}.notice.chance", float(rule.notice.chance)
        yield Lever("notice", (at,), "", "share", _stops(at, now, SHARES), *rests(rule.notice))
    if rule.office is not None:
        at, now = f"{path}.office.decisions", float(rule.office.decisions)
        stops = _stops(at, now, [now * times for times in (0.0, 0.25, 0.5, 2.0, 5.0, 20.0)])
        yield Lever(
            "staff", (at,), "", "decisions", stops, *rests(rule.office), per=rule.office.residents
        )
    at = f"{path}.validity.bad"
    stops = _stops(at, _months(rule.validity.bad), (*TERMS, None),
                   {float(term): f"{term} months" for term in TERMS})  # fmt: skip
    yield Lever("expiry", (at,), "", "months", stops, *rests(rule.validity))


def _months(term: Duration | None) -> float | None:
    return None if term is None else float(term.months or term / 30)


def _of_sources(scheme: Scheme, sensors: SensorFile) -> Iterator[Lever]:
    heard = [one for one in sensors.sources if _hears(scheme, one)]
    for kind in ERRORS:
        wrong = [one for one in sensors.sources if getattr(one, kind) > 0]
        if wrong and any(one in heard for one in wrong):
            path = f"assumptions.sensors.*.{kind}"
            evidence = ", ".join(dict.fromkeys(one.evidence for one in wrong if one in heard))
            stops = _times([path], " most 1")
            yield Lever("errors", (path,), kind, "times", stops, "", "", evidence, "")
    for one in heard:
        now = float(one.wrong_person)
        if now > 0:
            path = f"assumptions.sensors.{one.source}.wrong_person"
            values = [round(min(1.0, now * times), 6) for times in TIMES]
            said = _said(one.origin, one.evidence, sensors.documents, one.note)
            yield Lever("errors", (path,), one.title, "share", _stops(path, now, values), *said)


def _hears(scheme: Scheme, source: Sensor) -> bool:
    """Whether any entry is filed by a source."""
    names = {source.source, *source.counts_as}
    return any(
        entry.deed in source.sees and (not entry.seen_by or names & {*entry.seen_by})
        for entry in scheme.entries
    )


def _of_points(scheme: Scheme) -> Iterator[Lever]:
    worth = [entry for entry in scheme.entries if entry.kind in WORTH and entry.points != 0]
    if not worth:
        return
    kinds = [kind for kind in WORTH if any(entry.kind == kind for entry in worth)]
    paths = tuple(f"schemes.{scheme.scheme}.entries.*.{WORTH[kind]}" for kind in kinds)
    evidence = ", ".join(dict.fromkeys(entry.evidence for entry in worth))
    yield Lever("points", paths, "", "times", _times(paths, up_to=min(map(_at_most, worth))),
                "", "", evidence, "")  # fmt: skip
    unit = scheme.score[0].unit
    latest = {entry.id: entry for entry in worth}
    for entry in [*latest.values()][:MOST_ENTRIES]:
        yield _of_entry(scheme, entry, unit)


def _of_entry(scheme: Scheme, entry: Entry, unit: Fraction) -> Lever:
    """A number of points as a number; what has several, together."""
    path = f"schemes.{scheme.scheme}.entries.{entry.id}.{WORTH[entry.kind]}"
    said = _said(entry.source, entry.evidence, scheme.sources, entry.note)
    title = entry.title or entry.id.replace("-", " ")
    if entry.points is None:
        stops = _times([path], up_to=_at_most(entry))
        return Lever("points", (path,), title, "times", stops, *said)
    now = entry.points
    sums = {round(now * Fraction(times) / unit) * unit for times in (0.5, 2.0, 5.0)} - {now, 0}
    typed = {float(points): str(points) for points in sums}
    return Lever("points", (path,), title, "points", _stops(path, float(now), typed, typed), *said)


def _at_most(entry: Entry) -> float:
    """By how much its points may be multiplied before a record would move a score too far."""
    rates = [abs(points) for _, points in entry.steps or ()]
    most = [
        (MOST_POINTS, max(map(abs, entry.sums), default=0)),
        (MOST_POINTS_A_UNIT, max(rates, default=0)),
    ]
    return float(
        min((Fraction(limit) / worth for limit, worth in most if worth), default=TIMES[-1])
    )


def _of_joining(scenario: Scenario) -> Iterator[Lever]:
    if scenario.joins:
        stops = _stops("integration", float(scenario.integration), SHARES)
        title = scenario.title
        yield Lever(
            "joining", ("integration",), "", "share", stops, title, "", "", scenario.note or ""
        )


class Fitting(NamedTuple):
    """Whether an alternative can be laid over a run, and why it cannot, or would change nothing."""

    name: str
    title: str
    stands_for: tuple[str, ...]
    fits: bool
    why_not: str


def fitting(scenario: Scenario, sets: Sequence[str] = (), texts: Texts = NO_TEXTS) -> list[Fitting]:
    """Each shipped alternative, and whether it fits this run as it is changed already."""
    found = []
    for name in alternative_names():
        alternative, why_not = load_alternative(name), ""
        try:
            laid = resolve(with_alternatives(scenario, [name]), sets, texts=texts).laid
            of_it = [one for all_ in laid.values() for one in all_ if one.alternative == name]
            if not any(map(_does, of_it)):
                why_not = alternative.idle or IDLE
        except SocialCreditError as error:
            why_not = error.message
        found.append(Fitting(name, alternative.title, alternative.stands_for, not why_not, why_not))
    return found


IDLE = "there is nothing in these rules that it would change"


def _does(laid: Laid) -> bool:
    """Whether an alternative changed anything of a scheme, or beside it."""
    moved = any(one.drops or one.changes or one.adds for one in laid.moved.values())
    return moved or laid.sensors or laid.rounds or laid.lending or laid.ends is not None
