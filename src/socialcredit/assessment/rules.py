"""What an assessment is told to look at: findings and conditions, as their files have them."""

from typing import TypeVar

from pydantic import BaseModel

from socialcredit.language.model.assessed import ConditionsFile, FindingsFile
from socialcredit.language.read.diagnostics import Problem, checked, gather
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve.paths import PACKAGE
from socialcredit.results.measures.registry import BY_ID

FORMS = PACKAGE / "forms"
Model = TypeVar("Model", bound=BaseModel)


def findings_asked() -> FindingsFile:
    """What may stand on the first page, in its order. Raises SocialCreditError for what is none."""
    found = _file(FindingsFile, "findings")
    named = {("findings", at, "measure"): one.measure for at, one in enumerate(found.findings)}
    _refuse_unknown("findings", named)
    return found


def conditions_asked() -> ConditionsFile:
    """The conditions of Art. 5(1)(c), in the order of the guidelines."""
    found = _file(ConditionsFile, "art5")
    named: dict[tuple[str | int, ...], str] = {}
    for at, one in enumerate(found.conditions):
        told = [("tells", number, key) for number, key in enumerate(one.tells)]
        named |= {("conditions", at, place, number): key for place, number, key in told}
        for number, shown in enumerate(one.shown_when):
            named["conditions", at, "shown_when", number, "measure"] = shown.measure
    _refuse_unknown("art5", named)
    return found


def _file(model: type[Model], name: str) -> Model:
    return checked(model, read(FORMS / f"{name}.yaml"))


def _refuse_unknown(name: str, named: dict[tuple[str | int, ...], str]) -> None:
    problems = [
        Problem(loc, f"there is no measure `{key}`", "one that `socialcredit measures` lists")
        for loc, key in named.items()
        if key not in BY_ID
    ]
    if problems:
        raise gather(read(FORMS / f"{name}.yaml"), problems)
