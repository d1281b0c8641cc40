"""The same people without strain and giving up, as a life lived beside the run has told."""

from typing import Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import is_file, read_mapping, unchanged
from socialcredit.core.run_layout import UNSTRAINED
from socialcredit.results.luck import Interval
from socialcredit.results.part import Share
from socialcredit.results.run import Run


def unstrained(run: Run) -> dict[str, Any] | None:
    """What `unstrained.json` says: mechanisms that are `off` there, `schemes` each as `recovery`
    tells it, and `refusals` at doors. None where neither is on in the run, or nobody lived it so.
    """
    path = run.folder / UNSTRAINED if run.folder else None
    if path is None or not is_file(path) or run.prefix:
        return None
    return run.once("unstrained", lambda: _read(run, path))


def _read(run: Run, path: Any) -> dict[str, Any]:
    what, hint = "the life without strain", "delete the file, and `socialcredit resume` the run"
    told = unchanged(read_mapping(path, what, hint), path, what, hint)
    if told["run"] != run.manifest.get("content_hash"):
        raise SocialCreditError(f"{what} is of another run", where=str(path), hint=hint)
    return told | {"schemes": [_recovery(one) for one in told["schemes"]]}


def _recovery(told: dict[str, Any]) -> dict[str, Any]:
    falls = int(told["falls"])
    within = {
        int(year): {
            "share": None if one["share"] is None else Share(float(one["share"]), falls),
            "interval": one["interval"] and (float(one["interval"][0]), float(one["interval"][1])),
        }
        for year, one in told["within"].items()
    }
    return {"grade": told["grade"], "falls": falls, "within": within}


def back_unstrained(run: Run, scheme: int, year: int) -> Share | None:
    """The share of them back from the bottom grade within so many years."""
    found: Share | None = _within(run, scheme, year).get("share")
    return found


def unstrained_interval(run: Run, scheme: int, year: int) -> Interval:
    """Where luck alone could have put it: the 90 % interval by the panel's households."""
    found: Interval = _within(run, scheme, year).get("interval")
    return found


def _within(run: Run, scheme: int, year: int) -> dict[str, Any]:
    found = unstrained(run)
    told: dict[str, Any] = found["schemes"][scheme]["within"].get(year, {}) if found else {}
    return told
