"""Bodies that hold records on people, and what they pass to each other.

A scheme can be divided into one body for each part of life in which it has a rule; bodies (divided
schemes, or schemes that stand alone) can be joined pair by pair. A joined body files what its
partner files: a partner's entry counts as much of the way from the start to the first penal grade
as it does at home. What a body has a rule of its own for, it does not take over. What it takes over
is a copy, which can be corrected after the partner's own record is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.limits import MOST_SCHEMES
from socialcredit.language.check.scenario import problems_of_divided, problems_of_joins
from socialcredit.language.check.scheme import problems_of
from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem

Bodies = dict[str, tuple[Scheme, ...]]


def bodies_of(
    scenario: Scenario, schemes: Sequence[Scheme], beliefs: Beliefs, written: Sequence[Scheme]
) -> Bodies:
    """The bodies that each scheme becomes, by the scheme's name, joined as far as is asked.

    written  the schemes before any alternative was laid over them; a pair may name a body that an
             alternative left without rules
    Raises SocialCreditError for a pair that names no body, and for bodies too large to run.
    """
    _refuse(problems_of_divided(scenario, [scheme.scheme for scheme in schemes]))
    bodies = _apart(scenario, schemes, beliefs)
    every = {body.scheme: body for group in bodies.values() for body in group}
    if len(every) > MOST_SCHEMES:
        raise SocialCreditError(
            f"the scenario has {len(every)} bodies",
            expected=f"at most {MOST_SCHEMES}",
            hint="divide fewer schemes",
        )
    before = body_names(scenario, written, beliefs)
    _refuse(problems_of_joins(scenario, list(dict.fromkeys([*every, *before]))))
    partners = partners_of(scenario, list(every))
    return {
        name: tuple(joined(body, [every[one] for one in partners[body.scheme]]) for body in group)
        for name, group in bodies.items()
    }


def _apart(scenario: Scenario, schemes: Sequence[Scheme], beliefs: Beliefs) -> Bodies:
    """The bodies of each scheme by its name, nothing joined."""
    parts = parts_of_life(beliefs)
    of_deed = {deed.deed: parts[deed.domain] for deed in beliefs.deeds.deeds}
    titles = {node.domain: node.title or node.domain for node in beliefs.domains.domains}
    return {
        scheme.scheme: divided(scheme, of_deed, parts, titles)
        if scheme.scheme in scenario.divided
        else (scheme,)
        for scheme in schemes
    }


def parts_of_life(beliefs: Beliefs) -> dict[str, str]:
    """The part of life of every domain: the branch of the declared tree that it stands on."""
    parent = {node.domain: node.parent for node in beliefs.domains.domains}

    def branch(domain: str) -> str:
        above = parent[domain]
        return domain if above is None or parent[above] is None else branch(above)

    return {domain: branch(domain) for domain in parent}


def divided(
    scheme: Scheme,
    of_deed: Mapping[str, str],
    of_domain: Mapping[str, str],
    titles: Mapping[str, str],
) -> tuple[Scheme, ...]:
    """One body for each part of life in which the scheme has a rule, in order of first mention.

    A body has the entries about deeds of its part and the consequences at doors of its part; each
    has the scheme's score, grades, lists and procedure.
    """
    named = [of_deed[entry.deed] for entry in scheme.entries]
    named += [of_domain[rule.domain] for rule in scheme.consequences]
    bodies = []
    for part in dict.fromkeys(named):
        entries = tuple(e for e in scheme.entries if of_deed[e.deed] == part)
        doors = tuple(
            rule
            for rule in scheme.consequences
            if of_domain[rule.domain] == part
            and set(rule.when.entry or ()) <= {entry.id for entry in entries}
        )
        changed = {
            "scheme": f"{scheme.scheme}-{part}",
            "body_of": scheme.scheme,
            "title": f"{scheme.title}: {titles[part]}",
            "entries": entries,
            "consequences": doors,
        }
        bodies.append(scheme.model_copy(update=changed))
    return tuple(bodies)


def pairs_joined(scenario: Scenario) -> int:
    """How many of the scenario's pairs are joined, the first ones: the share `integration`.

    Rounded to the nearest, a half upwards.
    """
    return int(float(scenario.integration) * len(scenario.joins) + 0.5)


def partners_of(scenario: Scenario, names: Sequence[str]) -> dict[str, list[str]]:
    """Each body's partners: of the scenario's pairs those that are joined.

    A pair with a body that is not
    among the names, because an alternative left it without rules, joins nobody.
    """
    partners: dict[str, list[str]] = {name: [] for name in names}
    for one, other in scenario.joins[: pairs_joined(scenario)]:
        if one not in partners or other not in partners:
            continue
        partners[one].append(other)
        partners[other].append(one)
    return {name: [other for other in names if other in mine] for name, mine in partners.items()}


def joined(body: Scheme, partners: Sequence[Scheme]) -> Scheme:
    """The body with what its partners file, valued on its own scale."""
    if not partners:
        return body
    whole: dict[str, Any] = {
        "sources": dict(body.sources),
        "layers": list(body.layers),
        "meters": list(body.meters),
        "entries": list(body.entries),
    }
    for other in partners:
        _take_over(whole, body, other)
    many = {name: tuple(items) for name, items in whole.items() if name != "sources"}
    found = body.model_copy(update={**many, "sources": whole["sources"]})
    problems = problems_of(found)
    if problems:
        raise SocialCreditError(
            f"{body.scheme} cannot take over what its partners file: {problems[0].message}",
            expected=problems[0].expected,
            hint="join fewer bodies, or give their rules other names",
        )
    return found


def _take_over(whole: dict[str, Any], body: Scheme, other: Scheme) -> None:
    """Add a partner's entries about deeds that no rule is there for yet, and what they refer to."""
    known = {entry.deed for entry in whole["entries"]}
    taken = [entry for entry in other.entries if entry.deed not in known]
    names = {entry.id for entry in whole["entries"]}
    for block, key in (("layers", "layer"), ("meters", "meter")):
        there = {getattr(item, key) for item in whole[block]}
        whole[block] += [item for item in getattr(other, block) if getattr(item, key) not in there]
    for entry in taken:
        source = entry.source
        if source in other.sources and whole["sources"].get(source) not in (
            None,
            other.sources[source],
        ):
            source = f"{other.scheme}-{source}"
        if entry.source in other.sources:
            whole["sources"][source] = other.sources[entry.source]
        name = f"{other.scheme}-{entry.id}" if entry.id in names else entry.id
        changed = {**revalued(entry, body, other), "entry": name, "source": source}
        changed["copy_of"] = other.scheme
        changed |= {"doubt": (), "held": None}  # a range speaks of what the partner wrote
        whole["entries"].append(entry.model_copy(update=changed))


def revalued(entry: Entry, body: Scheme, other: Scheme) -> dict[str, Any]:
    """What changes in an entry of `other` when `body` files it.

    Points are multiplied by the ratio of the two ways to the first penal grade and rounded to the
    body's unit, at least one; an entry that leads to the n-th penal grade leads to the n-th there.
    """
    changed: dict[str, Any] = {"dimension": None}
    if entry.to_grade is not None:
        changed["to_grade"] = _same_grade(entry.to_grade, body, other)
    times = _way(body) / _way(other)
    if times == 1:
        return changed
    unit = body.score[0].unit

    def worth(points: Fraction) -> Fraction:
        steps = max(1, int(abs(points * times / unit) + Fraction(1, 2)))
        return points and steps * unit * (1 if points > 0 else -1)

    if entry.points is not None:
        changed["points"] = worth(entry.points)
    for kind in ("range", "ladder"):
        if getattr(entry, kind) is not None:
            changed[kind] = tuple(worth(points) for points in getattr(entry, kind))
    if entry.by_size is not None:
        changed["by_size"] = tuple((bound, worth(points)) for bound, points in entry.by_size)
    if entry.steps is not None:
        changed["steps"] = tuple((bound, points * times) for bound, points in entry.steps)
    if entry.cap is not None:
        changed["cap"] = entry.cap.model_copy(update={"points": abs(worth(entry.cap.points))})
    return changed


def _way(scheme: Scheme) -> Fraction:
    """Points from the start of a score to its first penal grade; 1 where there is none."""
    grades, start = scheme.grades[0], scheme.score[0].start
    free = [
        bound
        for name, bound in zip(grades.names, grades.bounds, strict=True)
        if name not in grades.penal and bound is not None
    ]
    way = start - min(free) if free and grades.penal else Fraction(1)
    return way if way > 0 else Fraction(1)


def _same_grade(name: str, body: Scheme, other: Scheme) -> str:
    mine, theirs = body.grades[0], other.grades[0]
    if mine.names == theirs.names or not mine.penal:
        return name if name in mine.names else mine.names[-1]
    worse = [grade for grade in theirs.names if grade in theirs.penal]
    ranked = [grade for grade in mine.names if grade in mine.penal]
    return ranked[min(worse.index(name) if name in worse else 0, len(ranked) - 1)]


def body_names(scenario: Scenario, schemes: Sequence[Scheme], beliefs: Beliefs) -> list[str]:
    """The names of the bodies that the schemes of a scenario become."""
    groups = _apart(scenario, schemes, beliefs).values()
    return [body.scheme for group in groups for body in group]


def _refuse(problems: Iterable[Problem]) -> None:
    """Raise the first problem; `check` tells all of them, each at its line."""
    for problem in problems:
        at = ".".join(str(step) for step in problem.loc)
        raise SocialCreditError(
            f"{problem.message} (at {at})",
            expected=problem.expected,
            meant=problem.meant,
            hint="correct `divided` or `joins` of the scenario",
        )
