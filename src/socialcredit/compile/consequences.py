"""Doors compiled: which consequence hits whom, in which domain, and what it does or costs."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from socialcredit.compile.counts_as import NO_KIN, Names, with_kin
from socialcredit.compile.curves import value_on
from socialcredit.compile.signs import NO_VOLUMES, Volumes, shares_on, units_of
from socialcredit.compile.trying import nobody_minds, tried_in
from socialcredit.compile.versions import (
    era_of,
    grades_of,
    hundredths,
    last_day,
    layer_of,
    sizes,
)
from socialcredit.core.calendar import month_before, next_first
from socialcredit.core.columns import records
from socialcredit.core.draws import threshold
from socialcredit.language.model.consequences import Consequence
from socialcredit.language.model.scheme import Scheme
from socialcredit.stages.consequences.doors import (
    AT_FILING,
    CHILDREN,
    CLOSE,
    DEARER,
    DOOR,
    EACH_ATTEMPT,
    HOUSEHOLD,
    INCAPACITATE,
    INSPECT,
    MONEY,
    MONTHLY,
    ONCE,
    PRIORITY,
    PUBLICITY,
    REFUSE,
    SELF,
    SIGN,
    SURCHARGE,
    YEARLY,
    Doors,
)

EFFECT = {
    "refuse": REFUSE,
    "dearer": DEARER,
    "priority": PRIORITY,
    "money": MONEY,
    "inspect": INSPECT,
    "shown": PUBLICITY,
    "sign": SIGN,
    "surcharge": SURCHARGE,
    "incapacitate": INCAPACITATE,
    "close": CLOSE,
}
PER = {
    None: YEARLY,
    "attempt": EACH_ATTEMPT,
    "month": MONTHLY,
    "year": YEARLY,
    "once": ONCE,
}
HITS = {
    "self": SELF,
    "household": HOUSEHOLD,
    "children": CHILDREN,
}


def compile_doors(
    schemes: Sequence[Scheme],
    domains: Mapping[str, int],
    attempts: Mapping[str, Mapping[str, Any]],
    first: date,
    grades: int,
    kinds: Mapping[str, int],
    kin: Names = NO_KIN.deeds,
    volumes: Volumes = NO_VOLUMES,
) -> Doors:
    """All consequences, numbered through, how often people try, and what keeps them from deeds.

    kinds, kin  the numbers of deeds by name, and which of them count as which
    volumes  by domain what firms use of it in a month
    """
    registers, numbers = _registers(schemes), {scheme.scheme: s for s, scheme in enumerate(schemes)}
    concerned = np.zeros((len(schemes), grades), np.uint8)
    doors = records(sum(len(scheme.consequences) for scheme in schemes), DOOR)
    columns = {name: doors[name] for name in DOOR.names or ()}  # asked for once, not once a value
    q = 0
    for s, scheme in enumerate(schemes):
        names = grades_of(scheme, first).names
        for own, rule in enumerate(scheme.consequences):
            bits = _bits(rule, names)
            values = {
                "scheme": s, "own": own, "grades": bits,
                "register": _register(rule, scheme, registers, numbers),
                "domain": domains[rule.domain], "effect": EFFECT[rule.effect],
                "money": hundredths(rule.money), "per": _per(rule), "hits": _hits(rule, scheme),
                "open": is_open(rule, scheme, first),
                "before": _before(rule, scheme, month_before(first), q - own),
                "due": rule.per == "month" or _pays_in(rule, scheme) == first.month,
                "line": next(n for n, o in enumerate(scheme.consequences) if o.id == rule.id),
                **layer_of(rule.layer, scheme, first),
                "looks": threshold(value_on(rule.coverage or 1.0, first)),
                "again": round(value_on(rule.again or 0.0, first) * 65536),
                "rate": hundredths(rule.money_per_point),
                "back": (first - _opens(rule, scheme)).days if rule.paid_back else -1,
                "evaded": threshold(rule.evaded.share if rule.evaded else 0.0),
                **_checks(rule),
                **_collecting(rule, scheme, first),
            }  # fmt: skip
            for name, value in values.items():
                columns[name][q] = value
            if values["open"]:
                concerned[s] |= np.array([(bits >> g) & 1 for g in range(grades)], np.uint8)
            q += 1
    still, needs = tried_in(domains, attempts, first)
    bans = np.flatnonzero((doors.effect == INCAPACITATE) & (doors.open == 1))
    stops = _stops(schemes, bans, kinds, kin)
    filed, ends = _of_records(schemes, doors), _ends(schemes, doors)
    return Doors(
        doors, still, needs, concerned, filed, bans, stops, ends, units_of(schemes, volumes),
        *nobody_minds(len(domains), len(kinds)),
    )  # fmt: skip


def turn_of_doors(
    schemes: Sequence[Scheme], first: date, attempts: Sequence[Mapping[str, Any]] = ()
) -> Hashable:
    """All that the date of a month decides of doors: two months of one turn have the same."""
    rates = tuple(value_on(attempt["per_year"], first) for attempt in attempts)
    moving = [
        (
            value_on(rule.coverage or 1.0, first),
            value_on(rule.again or 0.0, first),
            _pays_in(rule, scheme) == first.month,
            first if rule.paid_back or rule.collected else None,
            shares_on(rule, first),
        )
        for scheme in schemes
        for rule in scheme.consequences
    ]
    return era_of(schemes, first), era_of(schemes, month_before(first)), tuple(moving), rates


def _ends(schemes: Sequence[Scheme], doors: Any) -> np.ndarray:
    """Under which entries of its scheme records run out when a sum is paid: (doors, entries)."""
    rules = [(s, rule) for s, scheme in enumerate(schemes) for rule in scheme.consequences]
    table = np.zeros((len(rules), sizes(schemes)[0]), np.uint8)
    for q, (s, rule) in enumerate(rules):
        if rule.collected is not None and doors.open[q]:
            for e, entry in enumerate(schemes[s].entries):
                table[q, e] = entry.id in rule.collected.ends
    return table


def _stops(
    schemes: Sequence[Scheme], bans: np.ndarray, kinds: Mapping[str, int], kin: Names
) -> np.ndarray:
    """Which bans, by bits, keep people from each kind of deed and from all that count as it."""
    rules = [rule for scheme in schemes for rule in scheme.consequences]
    bits = np.zeros(len(kinds), np.int64)
    for bit, q in enumerate(bans.tolist()):
        for deed in with_kin(rules[q].stops, kin):
            bits[kinds[deed]] |= 1 << bit
    return bits


def _of_records(schemes: Sequence[Scheme], doors: Any) -> np.ndarray:
    """The consequences in force of a record under each entry; int64 (schemes, entries, most)."""
    rules = [(s, rule) for s, scheme in enumerate(schemes) for rule in scheme.consequences]
    found: dict[tuple[int, int], list[int]] = {}
    for q, (s, rule) in enumerate(rules):
        for e, entry in enumerate(schemes[s].entries):
            if entry.id in (rule.when.entry or ()) and doors.open[q]:
                found.setdefault((s, e), []).append(q)
    most = max(map(len, found.values()), default=1)
    table = np.full((len(schemes), sizes(schemes)[0], most), -1, np.int64)
    for (s, e), numbers in found.items():
        table[s, e, : len(numbers)] = numbers
    return table


def _per(rule: Consequence) -> int:
    """When a consequence acts: at each filing or try, or on days of its own."""
    if rule.when.entry:
        return AT_FILING
    return PER["once" if rule.effect == "shown" and rule.per is None else rule.per]


def _checks(rule: Consequence) -> dict[str, int]:
    """How often a door's check fails the right person, for the majority and the minority."""
    if rule.fails is None:
        return {"checks": 0}
    fails, times = rule.fails, rule.fails.minority_times
    return {
        "checks": 1,
        "miss": threshold(fails.chance),
        "miss_minority": threshold(min(fails.chance * times, 1.0)),
        "never": threshold(fails.never),
        "never_minority": threshold(min(fails.never * times, 1.0)),
    }


def _collecting(rule: Consequence, scheme: Scheme, first: date) -> dict[str, int]:
    """Since when a sum has to be collected, and how many of those told of it pay."""
    if rule.collected is None:
        return {"owed": -1}
    owed = (first - _opens(rule, scheme)).days
    return {"owed": owed, "paid": threshold(rule.collected.paid)}


def _registers(schemes: Sequence[Scheme]) -> dict[tuple[int, str], int]:
    """The register of every list by scheme and name, whatever version is in force."""
    rules = [(s, rule.list) for s, scheme in enumerate(schemes) for rule in scheme.lists]
    return {named: number for number, named in reversed(list(enumerate(rules)))}


def _bits(rule: Consequence, names: Sequence[str]) -> int:
    """The grades that a consequence concerns, by bits."""
    named = names if rule.when.anyone else rule.when.grades or ()
    return sum(1 << names.index(g) for g in named if g in names)


def _register(
    rule: Consequence, scheme: Scheme, registers: Mapping[tuple[int, str], int],
    numbers: Mapping[str, int],
) -> int:  # fmt: skip
    """The register that a consequence asks, of its own scheme or another's; -1 none."""
    of = numbers.get(rule.when.of or scheme.scheme, -1)
    return registers.get((of, rule.when.list or ""), -1)


def is_open(rule: Consequence, scheme: Scheme, first: date) -> bool:
    """Whether a consequence is in force on the first of a month."""
    last = last_day(rule, rule.id, scheme.consequences, scheme)
    return max(rule.since, scheme.starts) <= first and (last is None or first <= last)


def _pays_in(rule: Consequence, scheme: Scheme) -> int:
    """The month of the year in which a consequence is paid: that in which its first version began.

    A later version pays in the same month: one payment a year, whatever the wording.
    """
    return min(_opens(one, scheme) for one in _versions(rule, scheme)).month


def _versions(rule: Consequence, scheme: Scheme) -> list[Consequence]:
    """The versions of a consequence that are paid as often as this one."""
    return [one for one in scheme.consequences if one.id == rule.id and one.per == rule.per]


def _before(rule: Consequence, scheme: Scheme, month: date, numbers: int) -> int:
    """The number of the version of a consequence that held in a month, or last before; -1 none."""
    begun = [one for one in _versions(rule, scheme) if _opens(one, scheme) <= month]
    if not begun:
        return -1
    last = max(begun, key=lambda one: one.since)
    return numbers + scheme.consequences.index(last)


def _opens(rule: Consequence, scheme: Scheme) -> date:
    """The first of a month from which a consequence is in force."""
    begun = max(rule.since, scheme.starts)
    return begun if begun.day == 1 else next_first(begun)


def _hits(rule: Consequence, scheme: Scheme) -> int:
    """Whom it hits; a licence has no childhood, so that of firms of one owner all are meant."""
    bits = sum(HITS[hit] for hit in rule.hits)
    return bits | CHILDREN if scheme.kind == "firms" and bits & HOUSEHOLD else bits
