"""What runs of older versions kept, told as this version tells it.

They rested on the census tables of the package that wrote them, which their folders did not hold:
where the package still has the same bytes, these are put where they stand now, at the nation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.population import TABLES
from socialcredit.language.resolve.inputs import Inputs, from_told
from socialcredit.language.resolve.loading import load_beliefs
from socialcredit.language.resolve.paths import ASSUMPTIONS

CENSUS = "census"  # in inputs of older versions: SHA-256 of the tables
Told = dict[str, Any]


def inputs_told(told: Mapping[str, Any], file: Path) -> Inputs:
    """Inputs as a run folder tells them. Raises SocialCreditError for what cannot be lived again.

    file  where they stand
    """
    if CENSUS in told and told[CENSUS] != shipped_census():
        problem = "was drawn from other census tables than this program has"
        raise _not_lived(problem, file)
    try:
        return from_told(renewed(told) if CENSUS in told else told)
    except (KeyError, ValidationError):
        raise _not_lived("holds rules or tables that this version does not know", file) from None


def renewed(told: Mapping[str, Any]) -> Told:
    """The same inputs, of every population in them, with nations and whose shares tables give."""
    nations = load_beliefs().places.model_dump(mode="json", by_alias=True)["nations"]
    after = {key: value for key, value in told.items() if key != CENSUS}
    beliefs = dict(after["beliefs"])
    population = dict(beliefs["population"])
    if "urban" in population:
        nations[0]["urban"] = population.pop("urban")["values"]
    for name in TABLES:
        if name in population:
            population[name] = {**population[name], "of": nations[0]["nation"]}
    beliefs["places"] = {**beliefs["places"], "nations": nations}
    after["beliefs"] = {**beliefs, "population": population}
    for part in ("real", "beside"):
        if after.get(part):
            after[part] = renewed(after[part])
    return after


def shipped_census() -> str:
    """SHA-256 of the census tables that come with the package, in hexadecimal."""
    tables = sorted((ASSUMPTIONS / "data").glob("*.csv"))
    return hashlib.sha256(b"".join(table.read_bytes() for table in tables)).hexdigest()


def _not_lived(problem: str, file: Path) -> SocialCreditError:
    return SocialCreditError(
        f"the run in {file.parent} {problem}",
        where=str(file),
        hint="take the version of socialcredit that wrote it",
    )
