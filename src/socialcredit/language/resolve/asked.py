"""What was asked for with `--set` or an option of its own, and the error where it does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check.beliefs import problems_of_beliefs
from socialcredit.language.check.scenario import problems_of_scenario
from socialcredit.language.check.scheme import problems_of
from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.resolve.vocabulary import vocabulary_of

STEP = "correct the change; docs/how-to/change-a-value.md shows how paths are written"


class Asked(str):
    """A change that an option of its own stands for: `told` is what was typed (`--years 5`)."""

    told: str

    def __new__(cls, change: str, told: str) -> Asked:
        """The change `PATH=VALUE`, and the words that asked for it."""
        made = super().__new__(cls, change)
        made.told = told
        return made


class Whole(NamedTuple):
    """What a run would rest on: scenario, schemes by name, beliefs."""

    scenario: Scenario
    schemes: Mapping[str, Scheme]
    beliefs: Beliefs


def agree(before: Whole, after: Whole, asked: Sequence[tuple[str, list[str]]]) -> None:
    """Refuse what the changes put at odds with the rest, whichever file says the rest.

    asked  the changes with their paths, of which those are told that may be at fault
    """
    old, new = vocabulary_of(before.beliefs), vocabulary_of(after.beliefs)
    problems = _further(problems_of_beliefs(after.beliefs), problems_of_beliefs(before.beliefs))
    if problems:
        raise refused(problems[0], _said(asked, "assumptions"))
    for name, scheme in after.schemes.items():
        known = problems_of(before.schemes[name], old)
        if problems := _further(problems_of(scheme, new), known):
            raise refused(problems[0], _said(asked, "assumptions", name))
    told, known = (
        problems_of_scenario(each.scenario, each.beliefs.places, each.beliefs.behaviour)
        for each in (after, before)
    )
    if problems := _further(told, known):
        raise refused(problems[0], _said(asked, "scenario"))


def _further(problems: Sequence[Problem], known: Sequence[Problem]) -> list[Problem]:
    """The problems that the changes made."""
    return [problem for problem in problems if problem not in known]


def _said(asked: Sequence[tuple[str, list[str]]], group: str, scheme: str = "") -> str:
    """The changes that are about something, as they were typed; all of them where none is."""
    typed = [(change, path) for change, path in asked if not isinstance(change, Asked)]
    groups = {"assumptions": "assumptions", "schemes": "schemes"}
    about = [
        change
        for change, path in typed
        if path[:2] in (["schemes", scheme], ["schemes", "*"])
        or groups.get(path[0], "scenario") == group
    ]
    return " --set ".join(about or [change for change, _ in typed])


def refused(problem: Problem, change: str) -> SocialCreditError:
    at = ".".join(str(step) for step in problem.loc)
    message = f"{problem.message} (at {at})" if at else problem.message
    return wrong(message, change, problem.expected, problem.meant)


def wrong(message: str, change: str, expected: str, meant: str | None = None) -> SocialCreditError:
    """What is wrong with a change, and where it is told how changes are written."""
    if isinstance(change, Asked):
        hint = f"give {change.told.split()[0]} again, or leave it out for the scenario's own"
        return SocialCreditError(message, change.told, expected=expected, meant=meant, hint=hint)
    return SocialCreditError(message, f"--set {change}", expected=expected, meant=meant, hint=STEP)
