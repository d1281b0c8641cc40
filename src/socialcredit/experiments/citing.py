"""A run cites the sensitivity of its scenario, where one is stored that was made of the same."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from socialcredit.core.archive import renew
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import is_file, read_mapping, unchanged, write_sealed
from socialcredit.core.run_layout import DOUBT
from socialcredit.experiments.conduct import STORE
from socialcredit.experiments.keys import content_of, model_hash
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.asked import Asked
from socialcredit.language.resolve.written import written_of
from socialcredit.results.measures.registry import id_of
from socialcredit.results.measures.trapped import HOLDS_DOWN

# Where a sensitivity of the scenario without strain and giving up is looked for.
UNSTRAINED_TOO = "-unstrained"
BACK, UNSTRAINED_BACK = "trapped.back.", "trapped.unstrained."
HINT = "delete the file, or ask for the sensitivity again"


def cite(folder: Path, asked: Scenario, sets: Sequence[str], changed: bool) -> Path | None:
    """Lay into a run's folder how far assumptions move its numbers; None where nobody has said.

    Options for people, years and seed leave a scenario what it is; whatever else was `changed`, by
    a `--set`, a draw or an alternative, makes it another.
    """
    told = conducted_of(asked)
    own = [change for change in sets if not isinstance(change, Asked)]
    if told is None or changed or asked.alternatives or own != told["set"]:
        return None
    write_sealed(folder / DOUBT, told | {"ranges": {**told["ranges"], **_unstrained(asked, told)}})
    renew(folder)
    return folder / DOUBT


def _unstrained(asked: Scenario, told: dict[str, Any]) -> dict[str, Any]:
    """How far assumptions move the way back of the same people without strain and giving up.

    Of a sensitivity of its own, of as many points and people, see `UNSTRAINED_TOO`.
    """
    other = conducted_of(asked, UNSTRAINED_TOO) or {}
    off = [change for change in other.get("set", ()) if change not in told["set"]]
    alike = all(other.get(key) == told[key] for key in ("points", "people", "years"))
    if not alike or not off or not set(off) <= {f"responses.{one}=false" for one in HOLDS_DOWN}:
        return {}
    return {
        key.replace(BACK, UNSTRAINED_BACK): ends
        for key, ends in other["ranges"].items()
        if id_of(key).startswith(BACK)
    }


def looked_for(name: str, beside: str = "") -> Path:
    """The folder in which the sensitivity of a scenario is looked for, see `conducted_of`."""
    return STORE.parent / f"sensitivity-{name}{beside}"


def conducted_of(asked: Scenario, beside: str = "") -> dict[str, Any] | None:
    """What a stored sensitivity tells of the scenario; None where it was of another, or is old.

    beside  what stands behind the scenario's name in the folder's, of one that is not the usual
    """
    path = looked_for(asked.scenario, beside) / DOUBT
    if not is_file(path):
        return None
    what = "a stored sensitivity"
    try:
        told = unchanged(read_mapping(path, what, HINT), path, what, HINT)
    except SocialCreditError:
        return None  # nothing rests on it: without it the run says how to ask
    same = told["model"] == model_hash() and told["content"] == content_of(written_of(asked))
    return told if same else None
