"""How often people try each door in a month, what they need to, and which kind of door it is."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from socialcredit.compile.curves import value_on
from socialcredit.compile.versions import ALWAYS
from socialcredit.core.columns import FLAGS
from socialcredit.core.draws import threshold
from socialcredit.core.refusals import CREDIT, JOURNEYS, OTHER, WORK

KIND_OF_DOOR = {"transport": JOURNEYS, "loan": CREDIT, "work": WORK, "public-post": WORK}


def nobody_minds(domains: int, kinds: int) -> tuple[np.ndarray, ...]:
    """The last parts of `Doors` where nobody gives up and nobody fears to be made public."""
    nothing = np.zeros(0, np.int64)
    named = np.zeros((0, 5), np.int64), np.zeros((0, kinds), np.int64)
    return (np.zeros(domains, np.int64), nothing, *named)


def given_up_by(
    domains: Sequence[Mapping[str, Any]], goes_on: np.ndarray | None
) -> dict[str, np.ndarray]:
    """Which kind of door each domain is, and the chance of a try by refusals remembered there.

    goes_on  float (4,) share of tries that are made; None: nobody gives up
    """
    parents = {domain["domain"]: domain.get("parent") for domain in domains}
    shares = () if goes_on is None else goes_on
    return {
        "group": np.array([group_of_door(name, parents) for name in parents], np.int64),
        "goes_on": np.array([threshold(share) for share in shares], np.int64),
    }


def group_of_door(domain: str, parents: Mapping[str, str | None]) -> int:
    """Which kind of door a domain is, by those above it: journeys, credit, work, or other."""
    at: str | None = domain
    while at is not None:
        if at in KIND_OF_DOOR:
            return KIND_OF_DOOR[at]
        at = parents.get(at)
    return OTHER


def tried_in(
    domains: Mapping[str, int], attempts: Mapping[str, Mapping[str, Any]], first: date
) -> tuple[np.ndarray, np.ndarray]:
    """By domain the chance that nobody tries in a month, and the flags that one needs to try."""
    rate = [value_on(attempts.get(name, {}).get("per_year", 0), first) for name in domains]
    needs = [_needs(attempts.get(name, {})) for name in domains]
    still = np.rint(np.exp(-np.array(rate) / 12) * ALWAYS).astype(np.int64)
    return still, np.array(needs, np.int64)


def _needs(attempt: Mapping[str, Any]) -> int:
    """The flags somebody needs to try, all of them, as named in domains.yaml."""
    needs = attempt.get("needs") or ()
    return sum(FLAGS[need] for need in ({needs} if isinstance(needs, str) else set(needs)))
