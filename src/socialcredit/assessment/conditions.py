"""Art. 5(1)(c) of the AI Act, condition by condition: evidence for each, and no verdict.

A condition is declared by the deployer, read from the rules, or shown in simulation: its measure
lies beyond its level in so many of the draws, and luck alone would not bring it back: as many of
further seeds with values as written lie beyond, as far as that is known. Of several schemes each
is looked at that has such a number, and every finding says of which it is.
"""

from collections.abc import Mapping, Sequence

from socialcredit.assessment.evidence import Condition, Number, OfScheme, Standing
from socialcredit.assessment.numbers import Numbers, key_in
from socialcredit.assessment.rules_read import Reading, read_off
from socialcredit.core.text import upper_first
from socialcredit.language.model.art5 import Conditions, LegalCondition, Shown
from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.scheme import Scheme
from socialcredit.results.measures.measure import Measure
from socialcredit.results.words.measured import tell
from socialcredit.results.words.numbers import in_hundred

NOT_DECLARED = "The deployer has not said so."
NO_NUMBER = "No run has a number that could show it."
BY_RULES = "By the rules themselves:"
NO_PERSONS = "No scheme here rates natural persons."
TOO_FEW = "these runs have too few cases to tell."
BY_LUCK = "With other seeds alone it may lie on the other side."
FEW_DRAWS = "So few draws can only all show it, and tell little of what others would."
AS_WRITTEN = "with values as written, of which none is in doubt."


def conditions_of(
    asked: Conditions,
    numbers: Numbers,
    schemes: Sequence[Scheme],
    beliefs: Beliefs,
    declared: Mapping[str, str],
    named: Sequence[str],
) -> list[Condition]:
    """Every condition and how far it is met.

    named  all schemes that are lived under, the one that penalises most first
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
    tells = _keys(numbers, one.tells, named)
    if one.declared is not None:
        said = declared.get(one.declared)
        why = said or f"{NOT_DECLARED} {_sentence(one.cannot_be_tested)}".strip()
        standing: Standing = "declared" if said else "cannot be tested"
        return Condition(one.condition, one.asks, standing, None, tells, why)
    if one.reads is not None:
        of_rules = _by_rules(read_off(one.reads, schemes, beliefs), named)
        return _read(one, of_rules, tells, len(named) > 1)
    of = [_of_scheme(one, numbers, scheme) for scheme in (*named, "")]
    known = tuple(each for each in of if each is not None)
    if not known:
        why = f"{NO_NUMBER} {_sentence(one.otherwise)}".strip()
        return Condition(one.condition, one.asks, "not shown", None, tells, why)
    best = max(known, key=_by_how_much)
    told = best.why if best.standing == "shown" else f"{best.why} {_sentence(one.otherwise)}"
    several = known if len(named) > 1 else ()
    held = {key for each in known for key in each.tells}
    alone = tuple(key for key in one.tells if (key, "") in numbers and key not in held)
    tells = alone if several else best.tells
    return Condition(
        one.condition, one.asks, best.standing, best.draws, tells, told.strip(), several
    )


def _by_rules(readings: Sequence[Reading], named: Sequence[str]) -> tuple[OfScheme, ...]:
    """Readings in the order of the names, each in words that say where it is from."""
    order = {name: place for place, name in enumerate(named)}
    told = sorted(readings, key=lambda one: order.get(one.scheme, len(order)))
    return tuple(
        OfScheme(one.scheme, _standing(one.shown), None, (), f"{BY_RULES} {one.says}")
        for one in told
    )


def _read(
    one: LegalCondition, of: tuple[OfScheme, ...], tells: tuple[str, ...], several: bool
) -> Condition:
    """A condition that the rules show by themselves, whoever lives under them."""
    if not of:
        return Condition(one.condition, one.asks, "not shown", None, tells, NO_PERSONS)
    best, each = max(of, key=_by_how_much), of if several else ()
    return Condition(one.condition, one.asks, best.standing, None, tells, best.why, each)


def _by_how_much(one: OfScheme) -> tuple[bool, float]:
    return one.standing == "shown", -1.0 if one.draws is None else one.draws


def _keys(numbers: Numbers, ids: Sequence[str], named: Sequence[str]) -> tuple[str, ...]:
    """The keys of measures that decide nothing: of the first scheme that has each, or of the run.

    What the rules say is told of every scheme beside them; numbers of all would fill the sheet.
    """
    found = (key_in(numbers, name, named) for name in dict.fromkeys(ids))
    return tuple(key for key in found if key is not None)


def _of_scheme(one: LegalCondition, numbers: Numbers, scheme: str) -> OfScheme | None:
    """How far a scheme meets it, "" for the run; None where it has no number that could show it."""
    levels = [
        (level, key)
        for level in one.shown_when
        if (key := f"{scheme}/{level.measure}" if scheme else level.measure)
        and (key, "") in numbers
    ]
    share, words, shown = _in_simulation(levels, numbers)
    if words == NO_NUMBER:
        return None
    asked = [*(key for _, key in levels), *(f"{scheme}/{x}" if scheme else x for x in one.tells)]
    tells = tuple(key for key in dict.fromkeys(asked) if (key, "") in numbers)
    return OfScheme(scheme, _standing(shown), share, tells, words)


def _sentence(words: str | None) -> str:
    """Words of the file as a sentence of their own."""
    told = (words or "").strip().rstrip(".")
    return f"{upper_first(told)}." if told else ""


def _standing(shown: bool) -> Standing:
    return "shown" if shown else "not shown"


def _in_simulation(
    levels: Sequence[tuple[Shown, str]], numbers: Numbers
) -> tuple[float | None, str, bool]:
    """The share of draws of the level that is shown most, that in words, and whether it shows it.

    One level, each with the key of its number, is enough; where several are, one that shows it is
    told, with the largest share. A number that rests on fewer cases than it needs shows nothing.
    """
    best: tuple[float, str, bool] | None = None
    few: list[str] = []
    for level, key in levels:
        number = numbers[key, ""]
        share = share_beyond(level, number)
        if share is None:
            continue
        if number.few:
            few.append(f"{number.of.told}: {TOO_FEW}")
            continue
        words = _words(level, number, share)
        found = (share, words, share >= level.draws and not _by_luck(level, number))
        if best is None or (found[2], share) > (best[2], best[0]):
            best = found
    return best or (None, " ".join(few) or NO_NUMBER, False)


def share_beyond(level: Shown, number: Number) -> float | None:
    """In what share of the draws a number lies beyond the level; None where it is never known.

    A draw without the number does not show it, nor does one that rests on too few cases. Without
    draws the value as written is the only one.
    """
    values = number.draws or (number.value,)
    if all(value is None for value in values):
        return None
    if number.unsure:
        pairs = zip(number.draws, number.unsure, strict=True)
        values = tuple(None if unsure else value for value, unsure in pairs)
    return sum(_beyond(level, value) for value in values) / len(values)


def _beyond(level: Shown, value: float | None) -> bool:
    if value is None:
        return False
    if level.more_than is not None:
        return value > level.more_than
    return level.less_than is not None and value < level.less_than


def _by_luck(level: Shown, number: Number) -> bool:
    """Whether the level lies within where further seeds fall: of 20 one falls below, one above."""
    return number.luck is not None and not all(_beyond(level, end) for end in number.luck)


def _words(level: Shown, number: Number, share: float) -> str:
    measure: Measure = number.of
    above = level.more_than is not None
    at = level.more_than if above else level.less_than
    side = "more than" if above else "less than"
    told, many = f"{measure.told}: {side} {tell(measure, at or 0.0)}", len(number.draws)
    if not many:
        return f"{told}: {'yes' if share else 'no'}, {AS_WRITTEN}"
    words = [f"{told} in {in_hundred(share)} of {many} draws (asked: {in_hundred(level.draws)})."]
    if many * (1 - level.draws) < 1 - 1e-9:
        words.append(FEW_DRAWS)
    if share >= level.draws and _by_luck(level, number):
        words.append(BY_LUCK)
    return " ".join(words)
