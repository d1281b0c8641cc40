"""Conditions on a grade, and who has none, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from socialcredit.core.text import counted, heading, joined, plain
from socialcredit.language.model.conditions import Condition, Unrated
from socialcredit.language.read.quantities import duration_text
from socialcredit.language.tell.lists import summed_phrase
from socialcredit.language.tell.wording import Names, Phrase, share


def condition_phrase(rule: Condition, names: Names) -> Phrase:
    """Say who meets a condition, and what it does to the grade."""
    return heading(rule.title or rule.condition), f"{_who(rule, names)} {_what(rule)}"


def _who(rule: Condition, names: Names) -> str:
    when = rule.when
    if when.younger is not None:
        return f"whoever is younger than {when.younger}"
    if when.licensed_under is not None:
        return f"whoever has been licensed for less than {duration_text(when.licensed_under)}"
    if when.running is not None:
        grade, many = plain(when.running.grade), when.running.periods
        return f"whoever is {grade} in {many} periods running"
    if when.after is not None:
        grade, many = plain(when.after.grade), when.after.periods
        span = "the next period" if many == 1 else f"the next {many} periods"
        return f"in {span} after a result of {grade}, whoever had it"
    if when.share is not None:
        few = f" of at least {when.share.at_least}" if when.share.at_least > 1 else ""
        return (
            f"of whose records of {_titles(when.share.among, names)} more than "
            f"{share(when.share.over)}{few} are {_titles(when.share.of, names)}, that one"
        )
    if when.attribute is not None:
        ((name, levels),) = when.attribute.items()
        return f"whoever is by {plain(name)} {joined(map(plain, levels), 'or')}"
    if when.summed is not None:
        asked = summed_phrase(when.summed, lambda name: names.entries.get(name, name))
        return f"whoever has {asked}"
    titles = _titles(when.entry or (), names)
    if when.term is not None:
        return f"for {duration_text(when.term)} after a live record of {titles}, whoever has it"
    return f"whoever has a live record of {titles}"


def _what(rule: Condition) -> str:
    then = rule.then
    if then.down is not None:
        return f"is {counted(then.down, 'grade')} lower"
    if then.not_above is not None:
        return f"is not graded above {plain(then.not_above)}"
    return f"is {plain(then.to or '')}"


def _titles(entries: Sequence[str], names: Names) -> str:
    return joined([names.entries.get(name, name) for name in entries], "or")


def unrated_phrase(rule: Unrated) -> str:
    """Say who has no grade, and what that is called."""
    told = []
    if rule.until is not None and rule.until.age is not None:
        told.append(f"under {rule.until.age}")
    if rule.until is not None and rule.until.licensed_for is not None:
        told.append(f"licensed for less than {duration_text(rule.until.licensed_for)}")
    if rule.after is not None:
        entries = joined(map(plain, rule.after.entry), "or")
        told.append(f"for {duration_text(rule.after.term)} after a record of {entries}")
    if rule.without_records:
        told.append("without any record")
    return f"{plain(rule.grade)}, which is no grade, {joined(told, 'or')}"
