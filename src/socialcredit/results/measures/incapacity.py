"""Deeds that were stopped, and what it cost: people kept from driving, shopping or public life."""

from typing import Any

import numpy as np

from socialcredit.results import naming
from socialcredit.results.part import share
from socialcredit.results.run import Run, add_up

WHICH = {"bad": naming.BAD_SIGNS, "lawful": ("watched",), "good": naming.GOOD_SIGNS}


def kept_from_deeds(run: Run, scheme: int = 0) -> list[dict[str, Any]]:
    """What each consequence that incapacitates stopped and cost, in the whole run; counted exactly.

    A row a consequence that fell on anybody: `people` under it at the end and how many of them get
    round it (`evading`); person-`days` of the others over the run, of which `wrong_days` fell on
    people whom right records alone would have spared, and their `share`; deeds that it stopped:
    `bad`, `lawful` but watched, `good`, and by `kinds`. The days are its cost whatever they
    stopped: lawful acts of which the model knows no deed (a drive to work) are in them and not in
    the deeds. A deed that several stop counts with the first of them.
    """
    if not run.has("incapacity"):
        return []
    kept = run.rows("incapacity", world=0, scheme=scheme)
    done = run.rows("stopped", world=0, scheme=scheme)
    titles = naming.titles_of(run, scheme, "consequence")
    last = kept["month"] == run.months - 1
    found = []
    for q in np.unique(kept["consequence"]).tolist():
        mine = kept["consequence"] == q
        days, wrong = int(kept["days"][mine].sum()), int(kept["wrong_days"][mine].sum())
        stopped = done["consequence"] == q
        kinds = add_up(done["deeds"][stopped], done["kind"][stopped], len(run.names["kinds"]))
        found.append(
            {
                "title": titles[q],
                "people": int(kept["people"][mine & last].sum()),
                "evading": int(kept["evading"][mine & last].sum()),
                "days": days,
                "wrong_days": wrong,
                "share": share(wrong, days),
                **by_sign(run, kinds),
                "kinds": {
                    naming.kind_title(run, k): int(kinds[k])
                    for k in np.argsort(-kinds, kind="stable").tolist()
                    if kinds[k]
                },
            }
        )
    return found


def stopped_deeds(run: Run, world: int = 0) -> dict[str, int]:
    """How many deeds all consequences of a world stopped, by sign: `bad`, `lawful`, `good`."""
    return by_sign(run, stopped_by_kind(run, world))


def stopped_by_kind(run: Run, world: int = 0) -> np.ndarray:
    """How many deeds of each kind all consequences of a world stopped: int64 (kinds,)."""
    kinds = len(run.names["kinds"])
    if not run.has("stopped"):
        return np.zeros(kinds, np.int64)
    done = run.rows("stopped", world=world)
    return add_up(done["deeds"], done["kind"], kinds)


def by_sign(run: Run, kinds: np.ndarray) -> dict[str, int]:
    """Deeds by kind added up to bad, lawful but watched, and good ones."""
    return {
        name: int(kinds[naming.kinds_with_sign(run, signs)].sum()) for name, signs in WHICH.items()
    }


def fewer_bad_deeds(run: Run) -> dict[str, int] | None:
    """How many bad deeds fewer than in the twin were `stopped`, and how many left undone `else`.

    What was stopped was wanted; what else is missing was not tried, so that the two are deterrence
    and incapacity apart. `else` below nought: people did more. None where nothing was stopped in
    either world, or where there is no twin.
    """
    ours, twins = (sum(stopped_by_kind(run, world)) for world in (0, 1))
    if not run.has_twin or not ours + twins:
        return None
    stopped = stopped_deeds(run, 0)["bad"] - stopped_deeds(run, 1)["bad"]
    done, bad = run.table("conduct"), naming.kinds_with_sign(run, naming.BAD_SIGNS)
    ours, twins = (
        int(done["deeds"][(done["world"] == world) & bad[done["kind"]]].sum()) for world in (0, 1)
    )
    return {"stopped": stopped, "else": twins - ours - stopped}
