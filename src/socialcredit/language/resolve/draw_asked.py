"""The draw of a scenario that was asked for by its number, from the doubts that it really has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.asked import Whole
from socialcredit.language.resolve.change import change_of
from socialcredit.language.resolve.doubts import Doubt, doubts_of, doubts_of_both
from socialcredit.language.resolve.drawing import Draw, drawn
from socialcredit.language.resolve.routing import changed_in
from socialcredit.language.resolve.written import Written, written_of

DECIDING = ("responses", "places")  # fields of a scenario that say which doubts it has


def doubts_used(scenario: Scenario, sets: Sequence[str]) -> tuple[Doubt, ...]:
    """The doubts of a scenario, with those changes alone that decide what of it a run uses."""
    return doubts_in(written_of(scenario), sets)


def doubts_in(written: Written, sets: Sequence[str] = ()) -> tuple[Doubt, ...]:
    """The same of what is written."""
    deciding = [one for one in sets if change_of(one).path[0] in DECIDING]
    whole, *beside = (
        part._replace(scenario=changed.scenario)
        for part, changed in zip(_wholes(written), changed_in(written, deciding), strict=True)
    )
    doubts = doubts_of(*whole)
    return doubts_of_both(doubts, doubts_of(*beside[0])) if beside else doubts


def _wholes(written: Written) -> list[Whole]:
    return [written.whole, *([written.beside.whole] if written.beside else [])]


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
    written = written_of(scenario)
    doubts = doubts_in(written, sets)
    if not doubts:
        raise SocialCreditError(
            f"nothing that the scenario `{scenario.scenario}` uses is in doubt",
            f"--draw {number}",
            expected="a `doubt` beside a value, or `readings`, in a file of the scenario",
            hint="leave --draw out, or say in a file how far off its values may be",
        )
    changes = drawn(doubts, parameter_seed, number, at)
    try:
        deciding = [one for one in sets if change_of(one).path[0] in DECIDING]
        changed_in(written, [*deciding, *changes])
    except SocialCreditError as error:
        raise SocialCreditError(
            f"the values of draw {number} do not fit together: {error.message}",
            text=error.where.removeprefix("--set "),
            expected=error.expected,
            hint="narrow the range that says so; `socialcredit check` on the scenario tells more",
        ) from None
    return Draw(number, parameter_seed, tuple(changes), at is not None)
