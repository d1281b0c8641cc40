"""Drawing from the doubts of a run: each by its own name, so that a new one moves no other.

The quantile of a doubt is a hash of (parameter seed, number of the draw, name). A generator would
hand out its numbers in an order, and an order moves as soon as a file declares one doubt more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.asked import Whole
from socialcredit.language.resolve.change import change_of
from socialcredit.language.resolve.doubts import Doubt, doubts_of
from socialcredit.language.resolve.overrides import apply_sets
from socialcredit.language.resolve.written import written_of

BITS = 52  # as many as keep a half beside them exact
DECIDING = ("responses", "places")  # fields of a scenario that say which doubts it has


class Draw(NamedTuple):
    """One draw of the values that are in doubt, and the changes that it comes to."""

    number: int
    parameter_seed: int
    changes: tuple[str, ...]

    def as_told(self) -> dict[str, Any]:
        """The draw as plain values, for a run's folder."""
        return {**self._asdict(), "changes": list(self.changes)}


def quantile(name: str, parameter_seed: int, number: int) -> float:
    """Where in its range the doubt of a name lies in a draw: between nought and one, never at."""
    told = f"{parameter_seed}/{number}/{name}".encode()
    drawn_bits = int.from_bytes(hashlib.sha256(told).digest()[:8], "big") >> (64 - BITS)
    return (drawn_bits + 0.5) / 2**BITS


def drawn(doubts: Sequence[Doubt], parameter_seed: int, number: int) -> list[str]:
    """The changes of one draw of all doubts; draw 0 is what is written, and changes nothing."""
    if number == 0:
        return []
    return [
        change
        for one in doubts
        for change in one.changes(quantile(one.name, parameter_seed, number))
    ]


def asked_of(scenario: Scenario, sets: Sequence[str]) -> Whole:
    """What is written, with those changes alone that decide what of it a run uses."""
    whole = written_of(scenario)
    deciding = [one for one in sets if change_of(one).path[0] in DECIDING]
    return whole._replace(scenario=apply_sets(*whole, deciding)[0])


def draw_of(
    scenario: Scenario, sets: Sequence[str], number: int, parameter_seed: int
) -> Draw | None:
    """The draw of a scenario by its number; None for 0, in which everything is as it is written.

    sets  further changes, of which some decide what is in doubt: what is switched off is not
    Raises SocialCreditError where nothing is in doubt, and where the values do not fit together.
    """
    if number == 0:
        return None
    whole = asked_of(scenario, sets)
    doubts = doubts_of(*whole)
    if not doubts:
        raise SocialCreditError(
            f"nothing that the scenario `{scenario.scenario}` uses is in doubt",
            f"--draw {number}",
            expected="a `doubt` beside a value, or `readings`, in a file of the scenario",
            hint="leave --draw out, or say in a file how far off its values may be",
        )
    changes = drawn(doubts, parameter_seed, number)
    try:
        apply_sets(*whole, changes)
    except SocialCreditError as error:
        raise SocialCreditError(
            f"the values of draw {number} do not fit together: {error.message}",
            text=error.where.removeprefix("--set "),
            expected=error.expected,
            hint="narrow the range that says so; `socialcredit check` on the scenario tells more",
        ) from None
    return Draw(number, parameter_seed, tuple(changes))
