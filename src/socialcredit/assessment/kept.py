"""`assessment.json`: all that runs of an assessment came to, sealed, and read again.

The run itself lies beside it, in the folder `run`; a form, a Word file or the next year's
assessment is made of both without living anything again.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from socialcredit.assessment.evidence import (
    Carried,
    Condition,
    Cost,
    Design,
    Ends,
    Evidence,
    Finding,
    Number,
    OfScheme,
    Turn,
)
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import is_file, read_mapping, unchanged, write_sealed
from socialcredit.results.run import open_run

FILE, RUN = "assessment.json", "run"
FORMAT, VERSION = "socialcredit-assessment", 1
WHAT = "an assessment"
HINT = "make it again: runs that are stored are not lived again"


def write_evidence(folder: Path, told: Evidence) -> Path:
    """Write it into a folder that holds its run; whole, or not at all."""
    write_sealed(folder / FILE, as_plain(told))
    return folder / FILE


def as_plain(told: Evidence) -> dict[str, Any]:
    """All of it but the run, as plain values."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "asked": dict(told.asked),
        "made": dict(told.made),
        "content_hash": told.run.manifest["content_hash"],
        "numbers": [one._asdict() for one in told.numbers.values()],
        "findings": [
            {**one._asdict(), "turns": [turn._asdict() for turn in one.turns]}
            for one in told.findings
        ],
        "designs": [_design_told(one) for one in told.designs],
        "conditions": [
            {**one._asdict(), "of": [each._asdict() for each in one.of]} for one in told.conditions
        ],
        "assumed": [one._asdict() for one in told.assumed],
        "costs": [one._asdict() for one in told.costs],
        "declared": dict(told.declared),
    }


def _design_told(one: Design) -> dict[str, Any]:
    plain = one._asdict()
    return {
        name: dict(value) if isinstance(value, Mapping) else value for name, value in plain.items()
    }


def read_evidence(folder: str | Path) -> Evidence:
    """An assessment from its folder, with its run opened. Raises SocialCreditError for another."""
    folder = Path(folder)
    path = folder / FILE
    if not is_file(path):
        raise SocialCreditError(
            f"{folder} holds no assessment", where=str(path),
            expected=f"a folder with {FILE}, as `socialcredit assess` leaves it",
            hint="give the folder that `socialcredit assess` printed when it ended",
        )  # fmt: skip
    told = read_mapping(path, WHAT, HINT)
    if (told.get("format"), told.get("version")) != (FORMAT, VERSION):
        raise SocialCreditError(
            f"{path} is not an assessment of this version", where=str(path),
            expected=f"{FORMAT}, version {VERSION}", hint=HINT,
        )  # fmt: skip
    told = unchanged(told, path, WHAT, HINT)
    run = open_run(folder / RUN)
    if run.manifest["content_hash"] != told["content_hash"]:
        raise SocialCreditError(
            f"the run in {folder / RUN} is of another assessment", where=str(folder / RUN),
            hint=HINT,
        )  # fmt: skip
    numbers = [_number(one) for one in told["numbers"]]
    return Evidence(
        run,
        told["asked"],
        told["made"],
        {(one.key, one.alternative): one for one in numbers},
        tuple(map(_finding, told["findings"])),
        tuple(map(_design, told["designs"])),
        tuple(map(_condition, told["conditions"])),
        tuple(Carried(**one) for one in told["assumed"]),
        tuple(Cost(**{**one, "ends": _ends(one["ends"])}) for one in told["costs"]),
        told["declared"],
    )


def _ends(told: Sequence[float] | None) -> Ends:
    return None if told is None else (told[0], told[1])


def _number(told: Mapping[str, Any]) -> Number:
    ranges = {name: _ends(told[name]) for name in ("luck", "assumptions")}
    lists = {name: tuple(told.get(name, ())) for name in ("draws", "unsure")}
    return Number(**{**told, **ranges, **lists})


def _condition(told: Mapping[str, Any]) -> Condition:
    of = (OfScheme(**{**one, "tells": tuple(one["tells"])}) for one in told.get("of", ()))
    return Condition(**{**told, "tells": tuple(told["tells"]), "of": tuple(of)})


def _finding(told: Mapping[str, Any]) -> Finding:
    return Finding(**{**told, "turns": tuple(Turn(**one) for one in told["turns"])})


def _design(told: Mapping[str, Any]) -> Design:
    return Design(**{**told, "tied": tuple(told["tied"])})
