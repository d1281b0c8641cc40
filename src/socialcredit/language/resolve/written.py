"""A scenario with its schemes and assumptions as their files have them, before anything is laid."""

from __future__ import annotations

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.asked import Whole
from socialcredit.language.resolve.loading import load_beliefs, load_scheme
from socialcredit.language.resolve.vocabulary import vocabulary_of


def written_of(scenario: Scenario) -> Whole:
    """A scenario with its schemes by name and its assumptions, as their files have them."""
    beliefs = load_beliefs(scenario.assumptions)
    vocabulary = vocabulary_of(beliefs)
    loaded = [load_scheme(name, vocabulary) for name in scenario.schemes]
    named = {scheme.scheme: scheme for scheme in loaded}
    if len(named) < len(loaded):
        raise SocialCreditError(
            "two schemes of the scenario have the same name",
            text=", ".join(scheme.scheme for scheme in loaded),
            hint="give each scheme its own `scheme:` name",
        )
    return Whole(scenario, named, beliefs)
