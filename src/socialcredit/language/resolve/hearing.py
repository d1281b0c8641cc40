"""Lists and grades of others that rules ask, made known to a run: a kind of record for each.

A record of somebody's listing is a record like others: it has a kind, in the place of a deed, which
nobody does, and comes from a source, which files at once and makes no mistake of its own. Its
domain and gravity are those of what leads to the list or grade.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.limits import MOST_DEEDS, MOST_HEARD, MOST_SIGHTS
from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.deeds import Deed, Gravity
from socialcredit.language.model.elsewhere import Elsewhere, ListedBy, heard_by
from socialcredit.language.model.provenance import ASSUMED
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.sensors import Delay, Sensor
from socialcredit.language.resolve.paths import scheme_names
from socialcredit.language.resolve.picking import against


def hearing(schemes: Sequence[Scheme], beliefs: Beliefs, before: Sequence[Scheme] = ()) -> Beliefs:
    """The beliefs with a kind of record for each list and grade that is asked, and who tells of it.

    before  the schemes as they were written: a list that an alternative took away may still be
            asked, and then nobody comes on it
    Raises SocialCreditError where a list or grade is asked that is not there.
    """
    asked = [(scheme, one) for scheme in schemes for one in _asked(scheme)]
    if not asked:
        return beliefs
    _there(asked, (*before, *schemes))
    known = {deed.deed: deed for deed in beliefs.deeds.deeds}
    of = {scheme.scheme: scheme for scheme in schemes}
    deeds = {one.deed: _kind(one, of.get(one.scheme), known, beliefs) for _, one in asked}
    listening = dict.fromkeys(scheme.scheme for scheme, _ in asked)
    titles = {scheme.scheme: scheme.title for scheme in schemes}
    told = {heard_by(name): titles[name] for name in listening}
    sources = {one.source for one in beliefs.sensors.sources}
    all_deeds = (*beliefs.deeds.deeds, *(d for name, d in deeds.items() if name not in known))
    all_sources = (
        *beliefs.sensors.sources,
        *(_source(name, title) for name, title in told.items() if name not in sources),
    )
    _few("lists and grades of other schemes to ask", len(asked), MOST_HEARD)
    _few("kinds of deed", len(all_deeds), MOST_DEEDS)
    _few("sources", len(all_sources), MOST_SIGHTS)
    return beliefs._replace(
        deeds=beliefs.deeds.model_copy(update={"deeds": all_deeds}),
        sensors=beliefs.sensors.model_copy(update={"sources": all_sources}),
    )


def _asked(scheme: Scheme) -> Iterator[Elsewhere]:
    """The lists and grades that a scheme asks itself, each once."""
    told = {
        entry.deed: entry.elsewhere
        for entry in scheme.entries
        if entry.elsewhere is not None and entry.copy_of is None
    }
    yield from told.values()


def _kind(
    asked: Elsewhere, origin: Scheme | None, known: Mapping[str, Deed], beliefs: Beliefs
) -> Deed:
    """A kind of record of somebody's listing or grade, as grave as the first deed behind it."""
    behind = next((known[name] for name in _deeds_behind(asked, origin) if name in known), None)
    what = f"the list {asked.list}" if isinstance(asked, ListedBy) else " or ".join(asked.grades)
    return Deed(
        deed=asked.deed,
        title=f"On {what} of {asked.scheme}" if isinstance(asked, ListedBy)
        else f"Graded {what} by {asked.scheme}",
        domain=behind.domain if behind else beliefs.domains.domains[0].domain,
        sign="bad",
        gravity=behind.gravity if behind else Gravity(),
        rate=0.0,
        source=ASSUMED,
        evidence="assumed",
    )  # fmt: skip


def _deeds_behind(asked: Elsewhere, origin: Scheme | None) -> Iterator[str]:
    """The deeds of the entries that lead to a list; of a grade, those that lead there or take."""
    if origin is None:
        return
    if isinstance(asked, ListedBy):
        named = {n for one in origin.lists if one.list == asked.list for n in one.enter.records}
        yield from (entry.deed for entry in origin.entries if entry.id in named)
    yield from (entry.deed for entry in origin.entries if entry.to_grade is not None)
    yield from (entry.deed for entry in origin.entries if against(entry, origin))


def _source(name: str, title: str) -> Sensor:
    return Sensor(
        source=name, title=f"Lists and grades told to: {title}", sees={}, sees_held=True,
        delay=Delay.model_validate({"least": "0 days", "most": "0 days"}),
        origin=ASSUMED, evidence="assumed",
    )  # fmt: skip


def _few(what: str, many: int, most: int) -> None:
    if many > most:
        raise SocialCreditError(
            f"with what its rules ask of other schemes the run has {many} {what}",
            expected=f"at most {most}",
            hint="leave out some of its schemes, or some entries on others' lists and grades",
        )


def _there(asked: Sequence[tuple[Scheme, Elsewhere]], schemes: Sequence[Scheme]) -> None:
    """Refuse a list or grade that the scheme which is asked does not keep.

    A shipped scheme may be absent from the run; then nothing is heard of it.
    """
    of: dict[str, list[Scheme]] = {}
    for scheme in schemes:
        of.setdefault(scheme.scheme, []).append(scheme)
    shipped = [name for name in scheme_names() if name not in of]
    for scheme, one in asked:
        origins = of.get(one.scheme, [])
        if not origins and one.scheme in shipped:
            continue
        if not origins:
            _missing(scheme, one, "scheme in the run", one.scheme, [*of, *shipped])
        elif isinstance(one, ListedBy):
            lists = [rule.list for origin in origins for rule in origin.lists]
            if one.list not in lists:
                _missing(scheme, one, "list", one.list, lists)
        else:
            grades = [n for origin in origins for rule in origin.grades for n in rule.names]
            for name in one.grades:
                if name not in grades:
                    _missing(scheme, one, "grade", name, grades)


def _missing(scheme: Scheme, one: Elsewhere, what: str, name: str, known: Sequence[str]) -> None:
    entry = next(entry.id for entry in scheme.entries if entry.deed == one.deed)
    raise SocialCreditError(
        f"`{entry}` of `{scheme.scheme}` asks `{one.scheme}`, where there is no {what} `{name}`",
        text=f"{'listed_by' if isinstance(one, ListedBy) else 'graded_by'}: {one.scheme}",
        expected="one of " + ", ".join(dict.fromkeys(known)),
        meant=nearest(name, known),
        hint="correct the entry, or name that scheme in `schemes` of the scenario",
    )
