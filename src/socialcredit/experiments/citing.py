"""A run cites the sensitivity of its scenario, where one is stored that was made of the same."""

from collections.abc import Sequence
from pathlib import Path

from socialcredit.core.archive import renew
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import is_file, read_mapping, unchanged, write_sealed
from socialcredit.core.run_layout import DOUBT
from socialcredit.experiments.conduct import STORE
from socialcredit.experiments.keys import content_of, model_hash
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.asked import Asked
from socialcredit.language.resolve.written import written_of

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
    write_sealed(folder / DOUBT, told)
    renew(folder)
    return folder / DOUBT


def conducted_of(asked: Scenario) -> dict[str, object] | None:
    """What a stored sensitivity tells of the scenario; None where it was of another, or is old."""
    path = STORE.parent / f"sensitivity-{asked.scenario}" / DOUBT
    if not is_file(path):
        return None
    what = "a stored sensitivity"
    try:
        told = unchanged(read_mapping(path, what, HINT), path, what, HINT)
    except SocialCreditError:
        return None  # nothing rests on it: without it the run says how to ask
    same = told["model"] == model_hash() and told["content"] == content_of(written_of(asked))
    return told if same else None
