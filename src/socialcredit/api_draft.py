"""The Python face of rules that are being changed: mistakes, levers, and what a life says."""

from collections.abc import Mapping, Sequence
from typing import Any

from socialcredit.api_run import Run
from socialcredit.language import check_text as texts
from socialcredit.language import completing
from socialcredit.language import levers as slid
from socialcredit.language.check_text import Spoken, vocabulary
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.paths import shipped_scheme
from socialcredit.language.resolve.written import written_of
from socialcredit.results.lives.text import life_told, side_by_side
from socialcredit.results.lives.wrong_records import right_sentence

__all__ = [
    "Spoken", "check_text", "completions", "fitting", "levers", "life_of", "scheme_in",
    "scheme_text", "vocabulary",
]  # fmt: skip


def check_text(text: str, spoken: Spoken) -> list[dict[str, Any]]:
    """Every mistake of a scheme's text that `socialcredit check` finds in a file with that text.

    Args:
        text: the YAML of a scheme, at most 200,000 bytes; never a path, and what it extends is
            looked for among shipped schemes alone
        spoken: what it may speak of, from `vocabulary`; keep it between calls

    Returns a row for each, in the order of the text: kind ("error", or "warning" of what is surely
    not meant), line and column from 1, message, found, expected, hint, and suggestion: None, or
    {"from", "to", "line", "column"}, the nearest word in place of the one that stands there.
    """
    return [mistake._asdict() for mistake in texts.check_text(text, spoken)]


def scheme_text(name: str) -> str:
    """The YAML of a shipped scheme, as it is written. Raises SocialCreditError for another name."""
    return shipped_scheme(name).read_text(encoding="utf-8")


def scheme_in(scenario: str, scheme: str | None = None) -> str:
    """Which scheme of a scenario is meant by a name: the first where there is none.

    A body of a divided scheme (`national-movement`) means the scheme that was divided. Raises
    SocialCreditError where the scenario has no such scheme.
    """
    return slid.scheme_in(load_scenario(scenario).schemes, scheme)


def completions(text: str, at: int, spoken: Spoken) -> tuple[int, list[dict[str, str]]]:
    """What may be written in a scheme's text before its character `at`, for an editor.

    Returns from which character on it takes the place of what stands there, and a row for each:
    word, says (what it means, or nothing) and kind ("key", or "value" of a key).
    """
    offer = completing.offered(text, at, spoken)
    kind = "value" if offer.values else "key"
    told = [{"word": word, "says": says, "kind": kind} for word, says in offer.words]
    return offer.start, told


def levers(
    scenario: str, scheme: str | None = None, texts: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """What of a scenario can be slid, with where each value comes from and how well it is known.

    Args:
        scheme: whose notice, points and offices; the first of the scenario where none is named
        texts: of schemes that are not read from their files, by the names the scenario has

    Returns a row for each: about (notice, errors, points, expiry, joining or staff), paths, name
    (of the source or entry, in words), unit, per, source, where, evidence, note, and stops, from
    the least to the most: each its changes as `sets` takes them (none: as it is written) and its
    value.
    """
    read = load_scenario(scenario)
    told = slid.levers(written_of(read, texts or {}), scheme)
    return [{**one._asdict(), "stops": [stop._asdict() for stop in one.stops]} for one in told]


def fitting(
    scenario: str, sets: Sequence[str] = (), texts: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Which alternatives can be laid over a scenario as it is changed, and why others cannot.

    Returns a row for each: name, title, stands_for, fits, and why_not (empty where it fits). One
    that would change nothing does not fit either.
    """
    return [one._asdict() for one in slid.fitting(load_scenario(scenario), sets, texts or {})]


def life_of(run: Run, resident: int) -> dict[str, Any]:
    """One life as plain values: who, the rows that `explain` prints, what a wrong record cost.

    Besides, `notices`: what each scheme would have to tell, with at most four reasons, and what
    could be objected to. Each of `wrong_records` has a `sentence`, each of `rows` what `was` true
    and what is `said` on file, as `explain` prints them.
    """
    told = life_told(run.opened, resident)
    for row in told["rows"]:
        row["was"], row["said"] = side_by_side(row)
    wrong = [{**one, "sentence": right_sentence(one)} for one in told["wrong_records"]]
    return {**told, "wrong_records": wrong}
