"""What counts of the records, and results by period: whether both agree with the rest."""

from __future__ import annotations

from collections.abc import Iterator

from socialcredit.language.model.entries import Entry
from socialcredit.language.model.provenance import holding
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem

NOT_ONE_BY_ONE = ("steps", "ladder", "cap", "warning", "per")  # of entries whose records add up


def problems_of_evaluation(scheme: Scheme) -> Iterator[Problem]:
    """Yield where what counts changes, does not go with an entry, or a period has no rule."""
    counts = scheme.score[0].counts
    for index, score in enumerate(scheme.score):
        if score.counts != counts:
            message = f"the {counts} of the records counted before, now the {score.counts}"
            expected = f"counts: {counts}, as long as the scheme holds"
            yield Problem(("score", index, "counts"), message, expected)
    yield from _one_way(scheme)
    if counts != "sum":
        yield from _one_by_one(scheme, counts)
    yield from _always(scheme)


def _one_way(scheme: Scheme) -> Iterator[Problem]:
    """More is better, or more is worse, for good; and lists are entered on the bad side."""
    way = scheme.score[0].high_is
    for index, score in enumerate(scheme.score):
        if score.high_is != way:
            message = f"high was {way} before, and is {score.high_is} now"
            yield Problem(("score", index, "high_is"), message, f"high_is: {way}, for good")
    wrong, right = ("below", "above") if way == "bad" else ("above", "below")
    for index, rule in enumerate(scheme.lists):
        if getattr(rule.enter, f"score_{wrong}") is not None:
            message = f"a score {wrong} a bound is the better one where high is {way}"
            at = ("lists", index, "enter", f"score_{wrong}")
            yield Problem(at, message, f"score_{right}: the bound")
    if way == "bad" and scheme.dimensions:
        message = "a score with dimensions is one of which more is better"
        yield Problem(("dimensions", 0), message, "no dimensions, or no high_is")


def _one_by_one(scheme: Scheme, counts: str) -> Iterator[Problem]:
    """Where a record's points are the score, nothing may share them out over several records."""
    if scheme.dimensions:
        message = f"a score of which the {counts} of the records counts has no dimensions"
        yield Problem(("dimensions", 0), message, "no dimensions, or counts: sum")
    for index, entry in enumerate(scheme.entries):
        for name in _shared(entry):
            message = f"the {counts} of the records counts, so that a record brings a score"
            expected = "points, range or by_size alone, or counts: sum"
            yield Problem(("entries", index, name), message, expected)


def _shared(entry: Entry) -> Iterator[str]:
    for name in NOT_ONE_BY_ONE:
        if getattr(entry, name) is not None:
            yield name


def _always(scheme: Scheme) -> Iterator[Problem]:
    """Who evaluates by period does so from the first day on, and without a gap."""
    if not scheme.evaluation:
        return
    if holding(scheme.evaluation, scheme.starts) is None:
        yield Problem(
            ("evaluation", 0, "since"),
            "no evaluation holds on the first day of the scheme",
            f"a first item with since {scheme.starts} or before",
        )
    for index, rule in enumerate(scheme.evaluation):
        if rule.until is not None and (scheme.ends is None or rule.until < scheme.ends):
            message = "an evaluation holds until its next version, or as long as the scheme"
            yield Problem(
                ("evaluation", index, "until"), message, "a later version, and no `until`"
            )
        if rule.objections is not None and all(one.dispute is None for one in scheme.procedure):
            message = "nothing says how an objection is decided"
            expected = "a procedure with dispute, office and finds"
            yield Problem(("evaluation", index, "objections"), message, expected)
