"""Art. 5(1)(c) of the AI Act, condition by condition: evidence for each, and no verdict.

A condition is declared by the deployer, read from the rules, or shown in simulation: its measure
lies beyond its level in so many of the draws.
"""

from collections.abc import Mapping, Sequence

from socialcredit.assessment.evidence import Condition, Number, Standing
from socialcredit.assessment.numbers import Numbers, key_in
from socialcredit.assessment.rules_read import read_off
from socialcredit.language.model.art5 import Conditions, LegalCondition, Shown
from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.scheme import Scheme
from socialcredit.results.measures.measure import Measure
from socialcredit.results.words.measured import tell
from socialcredit.results.words.numbers import in_hundred

NOT_DECLARED = "The deployer has not said so."
NO_NUMBER = "No run has a number that could show it."
TOO_FEW = "these runs have too few cases to tell."


def conditions_of(
    asked: Conditions,
    numbers: Numbers,
    schemes: Sequence[Scheme],
    beliefs: Beliefs,
    declared: Mapping[str, str],
    named: Sequence[str],
) -> list[Condition]:
    """Every condition and how far it is met.

    named  schemes of which numbers of several are told, the one that penalises most first
    """
    return [_condition(one, numbers, schemes, beliefs, declared, named) for one in asked.conditions]


def _condition(
    one: LegalCondition,
    numbers: Numbers,
    schemes: Sequence[Scheme],
    beliefs: Beliefs,
    declared: Mapping[str, str],
    named: Sequence[str],
) -> Condition:
    keys = [level.measure for level in one.shown_when] + list(one.tells)
    found = (key_in(numbers, key, named) for key in dict.fromkeys(keys))
    tells = tuple(key for key in found if key is not None)
    if one.declared is not None:
        said = declared.get(one.declared)
        why = said or f"{NOT_DECLARED} {_sentence(one.cannot_be_tested)}".strip()
        standing: Standing = "declared" if said else "cannot be tested"
        return Condition(one.condition, one.asks, standing, None, tells, why)
    if one.reads is not None:
        shown, why = read_off(one.reads, schemes, beliefs)
        told, standing = f"By the rules themselves: {why}", _standing(shown)
        return Condition(one.condition, one.asks, standing, None, tells, told)
    share, words, shown = _in_simulation(one.shown_when, numbers, named)
    why = words if shown else f"{words} {_sentence(one.otherwise)}".strip()
    return Condition(one.condition, one.asks, _standing(shown), share, tells, why)


def _sentence(words: str | None) -> str:
    """Words of the file as a sentence of their own."""
    told = (words or "").strip().rstrip(".")
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def _standing(shown: bool) -> Standing:
    return "shown" if shown else "not shown"


def _in_simulation(
    levels: Sequence[Shown], numbers: Numbers, named: Sequence[str]
) -> tuple[float | None, str, bool]:
    """The share of draws of the level that is shown most, that in words, and whether it shows it.

    One level is enough; where several are, the one with the largest share is told. A number that
    rests on fewer cases than it needs shows nothing.
    """
    best: tuple[float, str, bool] | None = None
    few: list[str] = []
    for level in levels:
        key = key_in(numbers, level.measure, named)
        share = None if key is None else share_beyond(level, numbers[key, ""])
        if key is None or share is None:
            continue
        if numbers[key, ""].few:
            few.append(f"{numbers[key, ''].of.told}: {TOO_FEW}")
            continue
        number = numbers[key, ""]
        words = _words(level, number, share)
        found = (share, words, share >= level.draws)
        if best is None or found[0] > best[0]:
            best = found
    return best or (None, " ".join(few) or NO_NUMBER, False)


def share_beyond(level: Shown, number: Number) -> float | None:
    """In what share of the draws a number lies beyond the level; None where it is never known.

    A draw without the number does not show it. Without draws the value as written is the only one.
    """
    values = number.draws or (number.value,)
    if all(value is None for value in values):
        return None
    return sum(_beyond(level, value) for value in values) / len(values)


def _beyond(level: Shown, value: float | None) -> bool:
    if value is None:
        return False
    if level.more_than is not None:
        return value > level.more_than
    return level.less_than is not None and value < level.less_than


def _words(level: Shown, number: Number, share: float) -> str:
    measure: Measure = number.of
    above = level.more_than is not None
    at = level.more_than if above else level.less_than
    side = "more than" if above else "less than"
    many = max(len(number.draws), 1)
    return (
        f"{measure.told}: {side} {tell(measure, at or 0.0)} in {in_hundred(share)} of {many} draws "
        f"(asked: {in_hundred(level.draws)})."
    )
