"""The draw of a scenario that was asked for by its number, from the doubts that it really has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.asked import Whole
from socialcredit.language.resolve.change import change_of
from socialcredit.language.resolve.doubts import doubts_of
from socialcredit.language.resolve.drawing import Draw, drawn
from socialcredit.language.resolve.overrides import apply_sets
from socialcredit.language.resolve.written import written_of

DECIDING = ("responses", "places")  # fields of a scenario that say which doubts it has


def used_by(scenario: Scenario, sets: Sequence[str]) -> Whole:
    """What is written, with those changes alone that decide what of it a run uses."""
    whole = written_of(scenario).whole
    deciding = [one for one in sets if change_of(one).path[0] in DECIDING]
    return whole._replace(scenario=apply_sets(*whole, deciding)[0])


def draw_of(
    scenario: Scenario,
    sets: Sequence[str],
    number: int,
    parameter_seed: int,
    at: Mapping[str, float] | None = None,
) -> Draw | None:
    """The draw of a scenario by its number; None for 0, in which everything is as it is written.

    sets  further changes, of which some decide what is in doubt: what is switched off is not
    at    the quantiles of a point that a calibration left, by name; other doubts are drawn
    Raises SocialCreditError where nothing is in doubt, and where the values do not fit together.
    """
    if number == 0:
        return None
    whole = used_by(scenario, sets)
    doubts = doubts_of(*whole)
    if not doubts:
        raise SocialCreditError(
            f"nothing that the scenario `{scenario.scenario}` uses is in doubt",
            f"--draw {number}",
            expected="a `doubt` beside a value, or `readings`, in a file of the scenario",
            hint="leave --draw out, or say in a file how far off its values may be",
        )
    changes = drawn(doubts, parameter_seed, number, at)
    try:
        apply_sets(*whole, changes)
    except SocialCreditError as error:
        raise SocialCreditError(
            f"the values of draw {number} do not fit together: {error.message}",
            text=error.where.removeprefix("--set "),
            expected=error.expected,
            hint="narrow the range that says so; `socialcredit check` on the scenario tells more",
        ) from None
    return Draw(number, parameter_seed, tuple(changes), at is not None)
