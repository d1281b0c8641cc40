"""Consequences that can never act: rules that read like a penalty and would stop nobody.

A door acts on attempts, on holders of a grade, on people on a list or on records. Where there can
be none of these while the rule holds, it is refused at its line, since a run would show in silence
that it does no harm and no good. What is asked is whether anything could ever happen, not whether
anything will: a thing that is merely rare is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from socialcredit.language.check.reach import (
    FAR,
    Span,
    bad_in,
    entered,
    filed_in,
    gives,
    good_in,
    reachable,
    span_of,
    takes,
    versions_of,
)
from socialcredit.language.check.signs import problems_of_signs
from socialcredit.language.check.tried import Tried
from socialcredit.language.model.consequences import Consequence
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.upright import upright
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc

MOST_NAMED = 8
OF_FIRMS = {
    "close": "does not close", "sign": "has no sign at a door", "surcharge": "has no such bills",
}  # fmt: skip


def problems_of_doors(scheme: Scheme, tried: Tried | None = None) -> Iterator[Problem]:
    """Yield consequences that can never act; `tried` is what the scheme's assumptions say."""
    scheme = upright(scheme)
    tests = (_sum, _check, _grades_by({}), _list, _records, _collected, _layer, _of_firms)
    for index, rule in enumerate(scheme.consequences):
        loc: Loc = ("consequences", index)
        span = span_of(rule, versions_of(scheme.consequences, rule.id), scheme)
        if span.never:
            continue
        for test in tests:
            yield from test(scheme, rule, span, loc)
        if tried is not None:
            yield from _attempts(rule, tried, loc)
            yield from _deeds(rule, tried, loc)
            yield from problems_of_signs(scheme, rule, span, tried, loc)
    yield from _publication(scheme)
    yield from _bureau(scheme, tried)


def problems_of_dates(scheme: Scheme) -> Iterator[Problem]:
    """Yield consequences, lists and what is published at no time, or between two firsts."""
    dates = f"{scheme.starts} to {scheme.ends or 'no end'}"
    for block in ("consequences", "lists", "publication", "bureau"):
        rules = getattr(scheme, block)
        for index, rule in enumerate(rules):
            key = getattr(rule, "id", None)
            same = [one for one in rules if getattr(one, "id", None) == key]
            span = span_of(rule, same, scheme)
            what = "consequence" if block == "consequences" else "rule"
            if span.never:
                at = "since" if rule.since > (scheme.ends or FAR) else "until"
                loc = (block, index, at) if getattr(rule, at) else (block, index)
                message = f"this {what} holds on no day of the scheme, so that it can never act"
                yield Problem(loc, message, f"days within {dates}, and before a later version")
            elif block == "consequences" and _no_first(span):
                message = "this consequence holds on no first of a month, when consequences begin"
                yield Problem((block, index), message, "a period with the first of a month in it")


def moved_idle(before: Scheme, after: Scheme, tried: Tried) -> Iterator[tuple[str, Problem]]:
    """Yield consequences that a change has moved to where nobody tries anything, by their names.

    A change may switch a consequence off (a sum of nought, nobody looks); it may not misname it.
    """
    was = {(rule.id, rule.since): (rule.domain, rule.tried) for rule in before.consequences}
    for index, rule in enumerate(after.consequences):
        if was.get((rule.id, rule.since)) != (rule.domain, rule.tried):
            for problem in _attempts(rule, tried, ("consequences", index)):
                yield rule.id, problem


def _no_first(span: Span) -> bool:
    """Whether a period lies within one month, after its first day."""
    first = span.first
    return first.day > 1 and (first.year, first.month) == (span.last.year, span.last.month)


def _sum(scheme: Scheme, rule: Consequence, span: Span, loc: Loc) -> Iterator[Problem]:
    for name in ("money", "money_per_point"):
        if getattr(rule, name) == 0:
            yield Problem((*loc, name), "a sum of nought moves no money", "a sum above or below 0")


def _check(scheme: Scheme, rule: Consequence, span: Span, loc: Loc) -> Iterator[Problem]:
    """A check that fails nobody, a body that never looks, a ban that everybody gets round."""
    if rule.coverage is not None and not any(rule.coverage.values()):
        message = "the body never looks, so that this consequence can never act"
        yield Problem((*loc, "coverage"), message, "a share above 0 on some day")
    if rule.fails is not None and rule.fails.chance == rule.fails.never == 0:
        yield Problem((*loc, "fails"), "this check fails nobody", "a chance above 0")
    if rule.evaded is not None and rule.evaded.share == 1:
        message = "everybody gets round this, so that it keeps nobody from anything"
        yield Problem((*loc, "evaded", "share"), message, "a share below 1")


def _attempts(rule: Consequence, tried: Tried, loc: Loc) -> Iterator[Problem]:
    if not rule.tried:
        return
    if rule.domain not in tried.doors:
        message = f"nobody tries anything in `{rule.domain}`, so that this door can never act"
        known = ", ".join(sorted(tried.doors)[:MOST_NAMED]) or "none now"
        expected = f"a domain that has attempts in domains.yaml ({known}, ...)"
        if rule.effect == "refuse":
            expected += ", or effect: incapacitate and the deeds that it stops"
        yield Problem((*loc, "domain"), message, expected)
    elif rule.hits == ("children",) and "driver" in tried.doors[rule.domain]:
        message = f"no child tries anything in `{rule.domain}`, so that this door can never act"
        yield Problem((*loc, "hits"), message, "a door that children try, or hits: [self]")


def _of_firms(scheme: Scheme, rule: Consequence, span: Span, loc: Loc) -> Iterator[Problem]:
    if scheme.kind != "firms" and rule.effect in OF_FIRMS:
        message = f"a person {OF_FIRMS[rule.effect]}: only firms do"
        yield Problem((*loc, "effect"), message, "another effect, or subjects `of: firms`")
    if rule.effect == "close" and rule.when.of is not None:
        message = "a firm is closed by the scheme whose grade or list it is"
        yield Problem((*loc, "when", "of"), message, "a list of its own")


def _deeds(rule: Consequence, tried: Tried, loc: Loc) -> Iterator[Problem]:
    for place, name in enumerate(rule.stops):
        if name not in tried.deeds:
            message = f"nobody does `{name}`, so that there is nothing to stop"
            yield Problem((*loc, "stops", place), message, "a deed with a rate above 0")


def _grades_by(known: dict[Span, set[str]]) -> Callable[..., Iterator[Problem]]:
    """Grades that nobody can hold while a consequence is in force, `known` of one scheme."""

    def grades(scheme: Scheme, rule: Consequence, span: Span, loc: Loc) -> Iterator[Problem]:
        named = rule.when.grades
        if named and span not in known:
            known[span] = reachable(scheme, span)
        if named and not set(named) & known[span]:
            message = f"nobody can come to {' or '.join(named)}, so that this can never act"
            expected = "a grade within the bounds of the score, to which some entry leads"
            yield Problem((*loc, "when", "grades"), message, expected)

    return grades


def _list(scheme: Scheme, rule: Consequence, span: Span, loc: Loc) -> Iterator[Problem]:
    """A list of the scheme's own that nobody enters while the consequence is in force."""
    name = rule.when.list
    lists = versions_of(scheme.lists, name or "")
    if name is None or rule.when.of is not None or not lists:
        return
    if not any(span_of(one, lists, scheme).meets(span) for one in lists):
        message = f"nobody stands on `{name}` while this holds, so that it can never act"
        yield Problem((*loc, "when", "list"), message, "a list of the same time")
    elif not any(entered(scheme, one) for one in lists):
        message = f"nobody can ever get on `{name}`, so that this can never act"
        yield Problem((*loc, "when", "list"), message, "a list with a ground that people can have")


def _records(scheme: Scheme, rule: Consequence, span: Span, loc: Loc) -> Iterator[Problem]:
    """Entries under which nothing is filed while the consequence is in force."""
    names = rule.when.entry
    if not names:
        return
    filed = [entry for entry in filed_in(scheme, span) if entry.id in names]
    if not filed:
        message = "nothing is filed under these entries while this holds, so that it can never act"
        yield Problem((*loc, "when", "entry"), message, "an entry that holds at the same time")
    elif rule.money_per_point and not any(map(_moves(scheme), filed)):
        message = "these records move no points, so that no money follows them"
        yield Problem((*loc, "money_per_point"), message, "money: a sum")


def _moves(scheme: Scheme) -> Callable[[Entry], bool]:
    return lambda entry: takes(entry, scheme.par) or gives(entry, scheme.par)


def _collected(scheme: Scheme, rule: Consequence, span: Span, loc: Loc) -> Iterator[Problem]:
    """Sums that nobody pays because nobody is ever told of them."""
    if rule.collected is None:
        return
    spans = [(one, span_of(one, scheme.procedure, scheme)) for one in scheme.procedure]
    if not any(one.notice and one.notice.chance and at.meets(span) for one, at in spans):
        message = "nobody is told of a record, so that nobody pays what it costs"
        expected = "a procedure with notice: {chance: above 0}, or a consequence without collected"
        yield Problem((*loc, "collected"), message, expected)


def _layer(scheme: Scheme, rule: Consequence, span: Span, loc: Loc) -> Iterator[Problem]:
    versions = [layer for layer in scheme.layers if layer.layer == rule.layer]
    if rule.layer is None or not versions:
        return
    there = [layer for layer in versions if layer.coverage and layer.adopts]
    if not any(span_of(layer, versions, scheme).meets(span) for layer in there):
        message = f"no community has the layer `{rule.layer}` while this holds"
        yield Problem((*loc, "layer"), message, "a layer of the same time, with a coverage above 0")


def _publication(scheme: Scheme) -> Iterator[Problem]:
    """What is made public of records that no rule files."""
    kinds: dict[str, Callable[[Entry], bool]] = {
        "every record": lambda entry: True, "bad records": bad_in(scheme),
        "good records": good_in(scheme),
    }  # fmt: skip
    for index, rule in enumerate(scheme.publication):
        span = span_of(rule, scheme.publication, scheme)
        test = kinds.get(rule.of)
        if test and not span.never and not any(map(test, filed_in(scheme, span))):
            message = f"no rule files {rule.of}, so that nothing can be shown"
            yield Problem(("publication", index, "of"), message, "of: nothing, or entries to show")


def _bureau(scheme: Scheme, tried: Tried | None) -> Iterator[Problem]:
    for index, rule in enumerate(scheme.bureau):
        if not any(rule.members.values()):
            message = "no lender is ever in this bureau, so that nothing is shared"
            yield Problem(("bureau", index, "members"), message, "a share above 0 on some day")
        elif tried is not None and not tried.lenders:
            message = "nobody lends, so that there is nothing for a bureau to share"
            yield Problem(("bureau", index), message, "assumptions with lenders in lending.yaml")
