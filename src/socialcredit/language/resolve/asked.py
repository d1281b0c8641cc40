"""What was asked for with `--set` or an option of its own, and the error where it does not fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check.beliefs import problems_of_beliefs
from socialcredit.language.check.scenario import problems_of_scenario
from socialcredit.language.check.scheme import problems_of
from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.resolve.loading import vocabulary_of

STEP = "correct the change; docs/how-to/change-a-value.md shows how paths are written"


class Asked(str):
    """A change that an option of its own stands for: `told` is what was typed (`--years 5`)."""

    told: str

    def __new__(cls, change: str, told: str) -> Asked:
        """The change `PATH=VALUE`, and the words that asked for it."""
        made = super().__new__(cls, change)
        made.told = told
        return made


def agree(
    scenario: Scenario,
    schemes: Mapping[str, Scheme],
    beliefs: Beliefs,
    asked: Sequence[tuple[str, list[str]]],
) -> None:
    """Hold together what the changes leave, as whole files are; they are told by their group."""
    groups = ("assumptions", "schemes")
    problems = problems_of_beliefs(beliefs)
    if problems:
        raise refused(problems[0], _said(asked, lambda path: path[0] == "assumptions"))
    vocabulary = vocabulary_of(beliefs)
    for name, scheme in schemes.items():
        if problems := problems_of(scheme, vocabulary):
            of_it = _said(asked, partial(_is_about, name))
            raise refused(problems[0], of_it or _said(asked, lambda path: path[0] in groups))
    problems = problems_of_scenario(scenario, beliefs.places, beliefs.behaviour)
    if problems:
        own = _said(asked, lambda path: path[0] not in groups)
        raise refused(problems[0], own or _said(asked, lambda path: True))


def _is_about(scheme: str, path: list[str]) -> bool:
    return path[:2] == ["schemes", scheme]


def _said(asked: Sequence[tuple[str, list[str]]], about: Callable[[list[str]], bool]) -> str:
    """The changes that are about something, as they stand on the command line."""
    typed = [change for change, path in asked if about(path) and not isinstance(change, Asked)]
    return " --set ".join(typed)


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
