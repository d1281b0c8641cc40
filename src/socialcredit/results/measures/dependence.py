"""M14 decision dependence: whether what is decided at a door is what the score says, and no more.

In the model a door closes by rule alone: nobody at it has other grounds. What parts a decision from
the score is that a body does not look, that it holds an old copy of the grade, and that an office
strikes records out.
"""

from typing import Any

import numpy as np

from socialcredit.core import events as happened
from socialcredit.results import naming, panel
from socialcredit.results.measures.context import AGAINST
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run

OTHER_GROUNDS = ("face", "full")  # the check did not know the face; too many loans are open
BY_RECORD = ("marks", "wrongly")  # marks on file; of these, wrong ones alone


def decision_dependence(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M14: how far decisions follow the score, and whether what overrides it corrects errors.

    `followed`, of everybody: of tries (those made again included) of people whom a rule turns away,
    the share turned away; at the rest the body did not look. A check that fails whom it does not
    know asks no score, and is left out. `as_held`, of the panel: of doors closed, made dearer or
    harder for a person's own grade, the share for which the rule still asked by the grade that the
    person held that day, and not only by an older copy.

    Of the office that decides disputes, which alone overrides a record: `rightly`, of the panel, of
    records that it struck out the share that was wrong in truth; `let_stand`, of everybody, of
    disputes turned down the share in which the record was wrong.
    """
    appeals = run.rows("appeals", world=0, scheme=scheme)
    total = {name: int(appeals[name].sum()) for name in ("decided", "silent", "corrected")}
    refused = total["decided"] + total["silent"] - total["corrected"]
    return {
        "followed": _followed(run, scheme),
        "as_held": _as_held(run, scheme),
        "rightly": _rightly(run, scheme),
        "let_stand": share(int(appeals["wrongly_upheld"].sum()), refused),
    }


def _followed(run: Run, scheme: int) -> Share | None:
    effects, checks = naming.effects_of(run, scheme), naming.checks_of(run, scheme)
    turns = np.array(
        [one == "refuse" and not check for one, check in zip(effects, checks, strict=True)], bool
    )
    doors = run.rows("doors", world=0, scheme=scheme)
    mine = turns[doors["consequence"]] if len(turns) else np.zeros(0, bool)
    return share(int(doors["refusals"][mine].sum()), int(doors["attempts"][mine].sum()))


def _as_held(run: Run, scheme: int) -> Share | None:
    names, grades = naming.scheme(run, scheme), naming.scheme(run, scheme)["grades"]
    asked = names.get("consequence_grades") or [None] * len(names["consequences"])
    effects, checks = naming.effects_of(run, scheme), naming.checks_of(run, scheme)
    rules = {
        number: {place for place, grade in enumerate(grades) if grade in told}
        for number, told in enumerate(asked)
        if told is not None and effects[number] in AGAINST and not checks[number]
    }
    still = tries = 0
    for events in panel.panel_books(run).values():
        grade = -1
        for event in events:
            if event.scheme != scheme:
                continue
            if event.what == happened.REFUSED and event.source <= 0 and event.entry in rules:
                many = max(event.record, 1)
                tries += many
                still += many * (grade in rules[event.entry])
            elif event.what not in panel.DOORS and event.grade >= 0:
                grade = event.grade
    return share(still, tries)


def _rightly(run: Run, scheme: int) -> Share | None:
    """Of records of the panel that the office struck out, those that were wrong."""
    struck = wrong = 0
    for events in panel.panel_books(run).values():
        causes: dict[panel.Key, int] = {}
        for event in events:
            if event.scheme != scheme:
                continue
            key = (event.record, event.entry)
            if event.what == happened.FILED:
                causes[key] = event.cause
            elif event.what == happened.CORRECTED and key in causes:
                struck += 1
                wrong += causes[key] > 0
    return share(wrong, struck)


def loans_refused_by_record(run: Run) -> Share | None:
    """Of loans refused, the share for marks on file and for no other ground of the lender.

    The one decision of the model in which whoever decides has grounds besides. None where nobody
    lends.
    """
    if not run.has("lending"):
        return None
    lent = run.rows("lending", world=0)
    by_record, other = (
        sum(int(lent[name].sum()) for name in names) for names in (BY_RECORD, OTHER_GROUNDS)
    )
    return share(by_record, by_record + other)
