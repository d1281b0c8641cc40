"""Measures that an assessor asks of a scheme: what reasons explain (M6), M8 before people have
adapted and after, how far decisions hang on the score (M14), what its operator sees (M19)."""

from collections.abc import Callable

import numpy as np

from socialcredit.results.measures import of_groups, of_schemes
from socialcredit.results.measures.dependence import decision_dependence, loans_refused_by_record
from socialcredit.results.measures.gaps import AT_FIRST, AT_LAST, adapted, gap_of
from socialcredit.results.measures.measure import Measure, block
from socialcredit.results.measures.of_groups import DAYS, EQUALITY, GROUPS
from socialcredit.results.measures.of_schemes import at
from socialcredit.results.measures.operator_view import hidden, operators_view
from socialcredit.results.measures.reasons import what_reasons_explain
from socialcredit.results.run import Run

Found = Callable[[Run, int], float | None]
EXPLAINED, DEPENDS, BLIND = "Art. 86; C-203/22", "161; C-634/21", "171"
TRUE = {one.id: one for one in (*of_schemes.MEASURES, *of_groups.MEASURES)}
WHEN = {AT_FIRST: "in the first year under the scheme", AT_LAST: "in the last year under it"}


def _all_months(run: Run) -> np.ndarray:
    return np.ones(run.months, bool)


def _on_file(group: str) -> Found:
    """The gap between two groups at the same number of bad records."""
    return lambda run, scheme: gap_of(run, group, scheme, _all_months(run), "bad_records")["gap"]


def _beyond(truth: str, file: Found) -> Found:
    """What the truth, by its measure's id, has beyond the file."""
    value = TRUE[truth].value
    return lambda run, scheme: hidden(value(run, scheme), file(run, scheme))


def _adapted(group: str, when: str, name: str) -> Found:
    def value(run: Run, scheme: int) -> float | None:
        found = block(adapted, run, group, scheme)
        return None if found is None else found[when][name]

    return value


REASONS = (
    Measure("M6.four", "falls into a penal grade of which four reasons hold four fifths of what "
            "was lost", "share of falls", "more", "scheme", "share",
            at(what_reasons_explain, "four"), "panel", hook=EXPLAINED),
    Measure("M6.stated", "of what was lost at such a fall, what the four stated reasons hold",
            "share, mean over falls", "more", "scheme", "share",
            at(what_reasons_explain, "stated"), "panel", hook=EXPLAINED),
    Measure("M6.explained", "grades fallen to which the four stated reasons alone would have led",
            "share of grades fallen for bad records", "more", "scheme", "share",
            at(what_reasons_explain, "explained"), "panel", hook=EXPLAINED,
            says="of the grades that people fell for bad records are explained by the four that a "
            "notice states"),
    Measure("M6.single", "falls into a penal grade that one record alone would have brought",
            "share of falls", "neither", "scheme", "share", at(what_reasons_explain, "single"),
            "panel", hook=EXPLAINED),
    Measure("M6.untold", "of what was lost at such a fall, what rests on records that nobody told "
            "the person of", "share, mean over falls", "less", "scheme", "share",
            at(what_reasons_explain, "untold"), "panel", hook=EXPLAINED),
    Measure("M6.needed", "records that hold four fifths of what was lost, at half of such falls",
            "records", "less", "scheme", "median", at(what_reasons_explain, "needed"), "panel",
            hook=EXPLAINED),
)  # fmt: skip

WEIGHT = (
    Measure("M14.followed", "tries of people whom a rule turns away that were turned away",
            "share of such tries", "neither", "scheme", "share",
            at(decision_dependence, "followed"), hook=DEPENDS,
            says="of tries of people whom a rule turns away were turned away"),
    Measure("M14.as_held", "doors closed for a grade that the person still held that day", "share",
            "more", "scheme", "share", at(decision_dependence, "as_held"), "panel", hook=DEPENDS),
    Measure("M14.rightly", "records that the office struck out and that were wrong", "share",
            "more", "scheme", "share", at(decision_dependence, "rightly"), "panel",
            hook=DEPENDS),
    Measure("M14.let_stand", "disputes turned down in which the record was wrong", "share", "less",
            "scheme", "share", at(decision_dependence, "let_stand"), hook=DEPENDS),
    Measure("M14.loans", "loans refused for marks on file, of loans refused on any ground",
            "share", "neither", "lending", "share", lambda run, _: loans_refused_by_record(run),
            hook=DEPENDS),
)  # fmt: skip

ON_FILE = at(operators_view, "wrong")
DAYS_ON_FILE = at(operators_view, "days")


def _true_days(run: Run, scheme: int) -> float | None:
    view = block(operators_view, run, scheme)
    return hidden(view["true_days"], view["days"])


BLINDNESS = (
    Measure("M19.wrong", "bad records that the operator's own file shows as wrong", "share",
            "neither", "scheme", "share", ON_FILE, hook=BLIND),
    Measure("M19.wrong.hidden", "bad records that are wrong, less what the file shows",
            "share of bad records", "less", "scheme", "difference", _beyond("M1.records", ON_FILE),
            hook=BLIND),
    Measure("M19.unseen", "wrong bad records that the operator's file never shows as wrong",
            "share", "less", "scheme", "share", at(operators_view, "unseen"), "panel", hook=BLIND,
            says="of wrong bad records never show as wrong in the operator's own file"),
    Measure("M19.days", "penal days that are wrong by the operator's own file", "share", "neither",
            "scheme", "share", DAYS_ON_FILE, "panel", hook=BLIND),
    Measure("M19.days.hidden", "penal days that are wrong, less what the file shows",
            "share of penal days", "less", "scheme", "difference", _true_days, "panel",
            hook=BLIND),
    Measure("M19.harmless.hidden", "flags without a harmful deed of that person, less those that "
            "the file shows as wrong", "share of flags", "less", "scheme", "difference",
            _beyond("M3.harmless", ON_FILE), hook=BLIND),
)  # fmt: skip


def _of_group(group: str, one: str, other: str) -> tuple[Measure, ...]:
    """M8 at first and at last, and what the operator's file shows of it (M19), of two groups."""
    pair, head = f"({one}, {other})", "a head and year"
    gap = f"penalised days of the heavier less the lighter of the two {pair}"
    heads, told = f"a head {one}, over those {other}", []
    for when, words in WHEN.items():
        told += [
            Measure(f"M8.{group}.{when}.{name}", f"{days} {heads}, {words}", "times", "neither",
                    "group", "ratio", _adapted(group, when, name), hook=EQUALITY)
            for name, days in DAYS.items()
        ]  # fmt: skip
        told.append(
            Measure(f"M8.{group}.{when}.gap", f"{gap}, had both the same conduct, {words}", head,
                    "less", "group", "difference", _adapted(group, when, "gap"), hook=EQUALITY)
        )  # fmt: skip
    file = _on_file(group)
    return (
        *told,
        Measure(f"M19.{group}", f"{gap}, at the same number of bad records on file", head,
                "neither", "group", "difference", file, hook=BLIND),
        Measure(f"M19.{group}.hidden", f"{gap}, at the same conduct less at the same records "
                "on file", head, "neither", "group", "difference",
                _beyond(f"M8.{group}.gap", file), hook=BLIND),
    )  # fmt: skip


BY_GROUP = tuple(one for group, words in GROUPS.items() for one in _of_group(group, *words))
MEASURES = (*REASONS, *WEIGHT, *BLINDNESS, *BY_GROUP)
