"""Article 5(1)(c) condition by condition, the pack of para 171, and which section answers what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from socialcredit.assessment.answers.numbers import (
    cells,
    compact,
    keys_of,
    names_of,
    number,
    paragraphs,
    title_of,
    words,
)
from socialcredit.assessment.document import Block, Grid, Inline, Span, plain
from socialcredit.assessment.evidence import Condition, Evidence, OfScheme
from socialcredit.core.text import joined
from socialcredit.language.model.art5 import PackItem
from socialcredit.language.model.declared import QUESTIONS
from socialcredit.language.model.form import Answer, Form
from socialcredit.language.resolve.forms import load_conditions
from socialcredit.results.words.numbers import in_hundred

_HEADS = re.compile(r"(?<=\. )[a-z]")
NO_VERDICT = (
    "Declared: the deployer says it. Shown in simulation: the rules do it to synthetic people in "
    "at least 95 % of draws, and not by luck alone, or say so themselves. Not shown is no finding "
    "of absence. The conditions are not added up: this sheet holds evidence, and whoever decides "
    "weighs it."
)
# Of what the law asks in an assessment: which answers tell it.
ASKED = (
    ("AI Act Art. 27(1)(a): the deployer's processes", ("scheme", "process", "purpose")),
    ("(b): period and frequency of use", ("versions", "period", "frequency")),
    ("(c): people and groups likely to be affected", ("affected", "groups")),
    ("(d): specific risks of harm", ("wrongful", "contexts", "relatives", "costs")),
    ("(e): human oversight", ("oversight", "score_weight")),
    ("(f): measures if risks come true, complaints", ("contested", "clocks", "complaint_route")),
    ("GDPR Art. 35(7)(a): processing and purposes", ("scheme", "data-sources", "purpose")),
    ("(b): necessity and proportionality", ("proportion", "designs", "legal_basis")),
    ("(c): risks to rights and freedoms", ("wrongful", "groups", "affected")),
    ("(d): measures against them", ("mitigations", "security", "complaint_route")),
    ("Art. 35(2): advice of the data protection officer", ("dpo",)),
    ("Art. 35(9): views of data subjects", ("consultation",)),
)


def sheet(evidence: Evidence) -> tuple[Block, ...]:
    """Each condition with how far it stands, in how many draws, and on which numbers."""
    if not evidence.conditions:
        return paragraphs(["The conditions were not looked at in these runs."])
    paras = {one.condition: one.para for one in load_conditions().conditions}
    rows = [
        row
        for one in evidence.conditions
        for row in (
            _row(evidence, f"{one.condition}{_para(paras.get(one.condition))}: {one.asks}", one,
                 _of_which(evidence, one) or one.why),
            *(_row(evidence, f"{one.condition}, {whose}", each, each.why)
              for whose, each in _alike(evidence, one.of)),
        )
    ]  # fmt: skip
    head = ("condition", "standing", "of draws", "on what")
    return (Grid("Art. 5(1)(c), condition by condition", head, tuple(rows), NO_VERDICT),)


def _para(para: str | None) -> str:
    return f" ({para})" if para else ""


def _row(evidence: Evidence, what: str, one: Condition | OfScheme, why: str) -> tuple[Inline, ...]:
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


def _of_which(evidence: Evidence, one: Condition) -> str:
    """Of which of several schemes it is shown, of which not, and which have no number of it."""
    if not one.of:
        return ""
    shown = [_whose(evidence, each) for each in one.of if each.standing == "shown"]
    known = {each.scheme for each in one.of}
    none = [title_of(evidence, name) for name in names_of(evidence) if name not in known]
    told = [f"Shown of {joined(shown)}" if shown else "Shown of none of the schemes"]
    told += [f"No number that could show it: {joined(none)}"] if none else []
    return f"{'. '.join(told)}. Each scheme that has such a number stands below."


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


def upper_first(text: str) -> str:
    """The same with a capital first."""
    return f"{text[:1].upper()}{text[1:]}"


def pack(evidence: Evidence, form: Form) -> tuple[Block, ...]:
    """What has to be shown on inspection: where it stands here, and by which numbers."""
    found = load_conditions()
    rows = [
        (plain(item.asks), plain(_where(item, form)), _by_numbers(evidence, item),
         plain(_declared(evidence, item)))
        for item in found.pack
    ]  # fmt: skip
    head = ("to be shown", "told in section", "numbers", "declared")
    return (Grid(found.pack_of, head, tuple(rows)),)


def _where(item: PackItem, form: Form) -> str:
    return joined(sections_with(form, item.says)) or "–"


def _by_numbers(evidence: Evidence, item: PackItem) -> Inline:
    spans: list[Span] = []
    for key in keys_of(evidence, item.tells):
        what = upper_first(words(evidence, key))
        spans += [Span(f"{what}: "), *compact(number(evidence, key)), Span(". ")]
    return tuple(spans) or plain("–")


def _declared(evidence: Evidence, item: PackItem) -> str:
    told = [f"{name.replace('_', ' ')}: {'said' if name in evidence.declared else 'not said yet'}"
            for name in item.declared]  # fmt: skip
    return "; ".join(told) or "–"


def sections_with(form: Form, names: Iterable[str]) -> list[str]:
    """Numbers of the sections of a form in which one of these answers stands."""
    wanted = set(names)
    return [
        section.section
        for section in form.sections
        if wanted & {name for answer in section.answers for name in _called(answer)}
    ]


def _called(answer: Answer) -> tuple[str, ...]:
    return tuple(one for one in (answer.say, answer.table, answer.picture, answer.declared) if one)


def mapping(evidence: Evidence, form: Form) -> tuple[Block, ...]:
    """Which section answers which letter of the law, and which facts only the deployer has."""
    rows = []
    for asked, answers in ASKED:
        waiting = [name for name in answers if name in QUESTIONS and name not in evidence.declared]
        told = joined(sections_with(form, answers)) or "not in this form"
        waits = joined(name.replace("_", " ") for name in waiting)
        rows.append(cells(asked, told, waits or "nothing"))
    head = ("what is asked", "section", "waits for the deployer")
    return (Grid("Where the law's questions are answered", head, tuple(rows)),)


TABLES = {"art5": sheet}
TABLES_OF_FORM = {"pack-171": pack, "mapping": mapping}
