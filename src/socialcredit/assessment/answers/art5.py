"""Article 5(1)(c) condition by condition, and of several schemes each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from socialcredit.assessment.answers.law import sections_with
from socialcredit.assessment.answers.numbers import (
    compact,
    names_of,
    number,
    paragraphs,
    title_of,
    words,
)
from socialcredit.assessment.document import Block, Grid, Inline, Span, plain
from socialcredit.assessment.evidence import Condition, Evidence, OfScheme
from socialcredit.core.text import joined, upper_first
from socialcredit.language.model.art5 import LegalCondition
from socialcredit.language.model.form import Form
from socialcredit.language.resolve.forms import load_conditions
from socialcredit.results.words.numbers import in_hundred

_HEADS = re.compile(r"(?<=\. )[a-z]")
NOT_LOOKED_AT = "The conditions were not looked at in these runs."
NO_VERDICT = (
    "Declared: the deployer says it. Shown in simulation: the rules do it to synthetic people in "
    "at least 95 % of draws, and not by luck alone, or say so themselves. Not shown is no finding "
    "of absence. The conditions are not added up: this sheet holds evidence, and whoever decides "
    "weighs it."
)
SCHEMES = "art5-schemes"  # the table to which a sheet leaves what each of several schemes does
Row = tuple[Inline, ...]


def sheet(evidence: Evidence, form: Form) -> tuple[Block, ...]:
    """Each condition with how far it stands, in how many draws, and on which numbers.

    What each of several schemes does stands below a condition, unless the form has a table of that.
    """
    if not evidence.conditions:
        return paragraphs([NOT_LOOKED_AT])
    asked = {one.condition: one for one in load_conditions().conditions}
    elsewhere, rows = joined(sections_with(form, [SCHEMES])), list[Row]()
    for one in evidence.conditions:
        law = asked.get(one.condition)
        why = _of_which(evidence, one, law, elsewhere) if one.of else one.why
        rows.append(_row(evidence, f"{one.condition}{_para(law)}: {one.asks}", one, why))
        rows += () if elsewhere else _of_schemes(evidence, one)
    return (Grid("Art. 5(1)(c), condition by condition", _head("condition"), tuple(rows),
                 NO_VERDICT),)  # fmt: skip


def schemes(evidence: Evidence) -> tuple[Block, ...]:
    """The same of each of several schemes; nothing where there is one."""
    rows = [row for one in evidence.conditions for row in _of_schemes(evidence, one)]
    if not rows:
        return ()
    head = _head("condition, scheme")
    return (Grid("Art. 5(1)(c), scheme by scheme", head, tuple(rows), NO_VERDICT),)


def _head(first: str) -> tuple[str, ...]:
    return first, "standing", "of draws", "on what"


def _para(law: LegalCondition | None) -> str:
    return f" ({law.para})" if law and law.para else ""


def _of_schemes(evidence: Evidence, one: Condition) -> Iterator[Row]:
    for whose, each in _alike(evidence, one.of):
        yield _row(evidence, f"{one.condition}, {whose}", each, each.why)


def _row(evidence: Evidence, what: str, one: Condition | OfScheme, why: str) -> Row:
    return (
        plain(what),
        plain("shown in simulation" if one.standing == "shown" else one.standing),
        plain("" if one.draws is None else in_hundred(one.draws)),
        _resting_on(evidence, why, _told_beside(one), getattr(one, "scheme", "")),
    )


def _told_beside(one: Condition | OfScheme) -> tuple[str, ...]:
    """The numbers beside a line; of one of several schemes that does not show it none."""
    shorter = isinstance(one, OfScheme) and one.standing != "shown"
    return () if shorter else one.tells


def _whose(evidence: Evidence, one: OfScheme) -> str:
    return title_of(evidence, one.scheme) if one.scheme else "all schemes together"


def _alike(evidence: Evidence, of: Sequence[OfScheme]) -> list[tuple[str, OfScheme]]:
    """Each of several schemes by its name; those that do not show it, in the same words, as one."""
    found: dict[tuple[object, ...], list[OfScheme]] = {}
    for one in of:
        alike = (one.draws, one.why) if one.standing != "shown" else (one.scheme,)
        found.setdefault(alike, []).append(one)
    return [(joined(_whose(evidence, one) for one in same), same[0]) for same in found.values()]


def _of_which(
    evidence: Evidence, one: Condition, law: LegalCondition | None, elsewhere: str
) -> str:
    """Of which of several schemes it is shown, and of which nothing could show it."""
    read = law is not None and law.reads is not None
    shown = [each for each in one.of if each.standing == "shown"]
    known = {each.scheme for each in one.of}
    none = [title_of(evidence, name) for name in names_of(evidence) if name not in known]
    which = joined(_whose(evidence, each) for each in shown) or "none of the schemes"
    if len(shown) == len(one.of) > 1 and not none:
        which = "every scheme"
    told = [f"{'By their rules shown' if read else 'Shown'} of {which}."]
    if none:
        why = "Rates no natural persons" if read else "No number that could show it"
        told.append(f"{why}: {joined(none)}.")
    each = f"Section {elsewhere} has each scheme" if elsewhere else "Each scheme stands below"
    return f"{' '.join(told)} {each}."


def _resting_on(evidence: Evidence, why: str, tells: Iterable[str], scheme: str) -> Inline:
    """Why, and numbers; in the line of a scheme its name is not said again."""
    lead = f"{title_of(evidence, scheme)}: " if scheme else ""
    spans = [Span(f"{whole_sentences(why)} " if why else "")]
    for key in dict.fromkeys(tells):
        found = number(evidence, key)
        if found is not None:
            what = upper_first(words(evidence, key).removeprefix(lead))
            spans += [Span(f"{what}: "), *compact(found), Span(". ")]
    return tuple(spans)


def whole_sentences(text: str) -> str:
    """The same with a capital at the head of every sentence, and a full stop at the end."""
    told = _HEADS.sub(lambda head: head[0].upper(), upper_first(text.strip()))
    return told if told.endswith(".") else f"{told}."


TABLES = {SCHEMES: schemes}
TABLES_OF_FORM = {"art5": sheet}
