"""What was made public: how many records, which way, and how many of them were wrong."""

from typing import Any

import numpy as np

from socialcredit.results import naming
from socialcredit.results.part import share
from socialcredit.results.run import Run, add_up

SHOWN = {
    "every record": (True, True),
    "bad records": (True, False),
    "good records": (False, True),
    "nothing": (False, False),
}


def publicity(run: Run, scheme: int = 0) -> dict[str, Any]:
    """Records that were published as the scheme says, month by month, from the authority's files.

    `published` of them, `bad` ones that count against the person, `wrong` ones about somebody who
    did not do it or did something else, `wrong_bad` both; `by_month` is a list of (published, bad).
    `audience` is who read them, and None where nothing was ever published.
    """
    names = naming.scheme(run, scheme)
    filed = run.rows("records", world=0, scheme=scheme)
    shown, bad = is_published(run, scheme, filed["month"], filed["entry"])
    wrong = filed["cause"] != 0
    count = np.where(shown, filed["records"], 0)
    by_month = np.zeros((run.months, 2), np.int64)
    np.add.at(by_month[:, 0], filed["month"], count)
    np.add.at(by_month[:, 1], filed["month"], np.where(bad, count, 0))
    published, bad_ones = int(count.sum()), int(count[bad].sum())
    return {
        "audience": names.get("audience"),
        "published": published,
        "bad": bad_ones,
        "wrong": int(count[wrong].sum()),
        "wrong_bad": int(count[wrong & bad].sum()),
        "share_bad": share(bad_ones, published),
        "by_month": by_month.tolist(),
    }


def is_published(
    run: Run, scheme: int, month: np.ndarray, entry: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Which records, filed in these months under these entries, were published, and which are bad.

    bool (rows,) each.
    """
    names, filed = naming.scheme(run, scheme), run.rows("records", world=0, scheme=scheme)
    points = add_up(filed["points"], filed["entry"], len(names["entries"]))
    bad = naming.bad_entries(run, scheme, points)[entry]
    published = names.get("published") or ["nothing"] * run.months
    table = np.array([SHOWN[of] for of in published], bool)
    return np.where(bad, table[month, 0], table[month, 1]), bad
