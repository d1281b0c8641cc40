"""Every number of an assessment, of the scheme as written and of each alternative."""

from collections.abc import Mapping, Sequence

from socialcredit.assessment.evidence import Number
from socialcredit.experiments import results
from socialcredit.experiments.conduct import Conducted
from socialcredit.results.run import FIRMS_KEY

Numbers = Mapping[tuple[str, str], Number]


def numbers_of(found: Conducted) -> dict[tuple[str, str], Number]:
    """By key and alternative, in the order of the registry."""
    told = {}
    for one in results.numbers(found):
        if one.key.startswith(FIRMS_KEY):
            continue  # an assessment is about people; firms have a page of their own in `run`
        draws = tuple(results.by_point(found, one.key, one.alternative))
        unsure = tuple(results.unsure_by_point(found, one.key, one.alternative))
        told[one.key, one.alternative] = Number(
            one.key, one.alternative, one.value, one.luck, one.seeds, one.assumptions,
            one.points, draws, one.few, unsure,
        )  # fmt: skip
    return told


def key_in(numbers: Numbers, measure: str, schemes: Sequence[str]) -> str | None:
    """The key of a measure: of these schemes the first that has it, else that of the run."""
    keys = [f"{scheme}/{measure}" for scheme in schemes] + [measure]
    return next((key for key in keys if (key, "") in numbers), None)
