"""Rules that somebody asked for: how many, for whom, and how much of the points is theirs."""

from typing import Any

import numpy as np

from socialcredit.results import naming
from socialcredit.results.part import share
from socialcredit.results.run import Run, add_up


def asked_for(run: Run, scheme: int = 0) -> dict[str, Any] | None:
    """Entries that were put in for somebody (`asked_by`); None where no entry says so.

    `rules` of `of` entries, `by` whom; `records` filed under them, and their `share` of all points
    moved, up or down.
    """
    names = naming.scheme(run, scheme)
    asked = names.get("entry_asked_by") or [None] * len(names["entries"])
    if not any(asked):
        return None
    theirs = np.array([one is not None for one in asked])
    filed = run.rows("records", world=0, scheme=scheme)
    moved = add_up(np.abs(filed["points"]), filed["entry"], len(asked))
    return {
        "rules": int(theirs.sum()),
        "of": len(asked),
        "by": list(dict.fromkeys(one for one in asked if one)),
        "records": int(filed["records"][theirs[filed["entry"]]].sum()),
        "share": share(int(moved[theirs].sum()), int(moved.sum()), int(filed["records"].sum())),
    }
