"""A scenario with all that it names as their files have it, before anything is laid or changed."""

from __future__ import annotations

from typing import NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check.scenario import problems_of_kinds
from socialcredit.language.check.standing import problems_of_graded
from socialcredit.language.model.alternative import Alternative
from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import gather
from socialcredit.language.resolve.asked import Whole
from socialcredit.language.resolve.loading import (
    assumption_files,
    assumption_tree,
    load_alternative,
    load_beliefs,
    load_scheme,
)
from socialcredit.language.resolve.vocabulary import vocabulary_of


class Written(NamedTuple):
    """All that a run rests on, and no file: it may be sent to a process that has none of ours.

    schemes  in the scenario's order
    """

    scenario: Scenario
    schemes: tuple[Scheme, ...]
    beliefs: Beliefs
    alternatives: tuple[Alternative, ...]

    @property
    def whole(self) -> Whole:
        """The same without alternatives, schemes by name: what paths lead into."""
        return Whole(self.scenario, {one.scheme: one for one in self.schemes}, self.beliefs)


def written_of(scenario: Scenario) -> Written:
    """Load what a scenario names."""
    beliefs = load_beliefs(scenario.assumptions)
    vocabulary = vocabulary_of(beliefs)
    schemes = tuple(load_scheme(name, vocabulary) for name in scenario.schemes)
    if len({scheme.scheme for scheme in schemes}) < len(schemes):
        raise SocialCreditError(
            "two schemes of the scenario have the same name",
            text=", ".join(scheme.scheme for scheme in schemes),
            hint="give each scheme its own `scheme:` name",
        )
    wrong = next(problems_of_kinds(scenario, schemes), None)
    if wrong is not None:
        raise SocialCreditError(
            wrong.message, expected=wrong.expected, hint="correct `schemes` of the scenario"
        )
    problems = [*problems_of_graded(beliefs.sensors, schemes)]
    if problems:
        file = assumption_files(scenario.assumptions)["sensors"]
        raise gather(assumption_tree(file), problems)
    return Written(scenario, schemes, beliefs, tuple(map(load_alternative, scenario.alternatives)))
