"""The five findings of the first page, chosen by a rule that does not look at how they come out."""

from collections.abc import Sequence

from socialcredit.assessment.evidence import Finding, Number
from socialcredit.assessment.numbers import Numbers, key_in
from socialcredit.language.model.assessed import FindingRule, FindingsFile
from socialcredit.results.measures.measure import Measure
from socialcredit.results.words.measured import tell


def findings_of(asked: FindingsFile, numbers: Numbers, schemes: Sequence[str]) -> list[Finding]:
    """The first of those asked that the runs can tell; what would turn them is not yet looked for.

    A number that no run has, or that rests on few cases, makes way for the next.

    schemes  of which a number of several schemes is told, the one that penalises most first
    """
    found = []
    for rule in asked.findings:
        if rule.several and len(schemes) < 2:
            continue
        key = key_in(numbers, rule.measure, schemes)
        number = numbers[key, ""] if key is not None else None
        if number is None or number.value is None or number.few:
            continue
        found.append(_finding(rule, number))
    return found[: asked.most]


def _finding(rule: FindingRule, number: Number) -> Finding:
    measure = number.of
    says = rule.says or measure.says or measure.told
    turned = turned_words(measure, number.value or 0.0, rule.line)
    by_luck = number.luck is not None and number.luck[0] <= rule.line <= number.luck[1]
    return Finding(number.key, "", says, turned, (), rule.line, rule.why, by_luck)


def turned_words(measure: Measure, value: float, line: float) -> str:
    """What counts as turned, in words."""
    if line == 0:
        return "changes its sign"
    way = "falls below" if value > line else "rises to"
    return f"{way} {tell(measure, line)}"


def is_turned(line: float, before: float | None, after: float | None) -> bool:
    """Whether a number came to lie on the other side of the line; one that is not known did not."""
    if before is None or after is None:
        return False
    return (before > line) != (after > line)
