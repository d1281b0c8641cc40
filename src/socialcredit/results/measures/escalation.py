"""Whether whoever fell under a penalty fell further, or came out of it."""

from typing import Any

from socialcredit.results import naming, panel
from socialcredit.results.part import share
from socialcredit.results.run import Run


def escalation(run: Run, scheme: int = 0) -> dict[str, Any]:
    """Where people of the panel stand at the end who were ever in a penal grade.

    Of these `people`: the shares that stand `worse` than in the first penal grade they came to, the
    `same`, and `better`. All None where nobody was.
    """
    penal = naming.penal_grades(run, scheme)
    moved = []
    for events in panel.panel_books(run).values():
        if not panel.ever_penal(events, scheme, penal):
            continue
        grades = [state.grade for _, state in panel.replay(events, scheme)]
        first = next((grade for grade in grades if grade >= 0 and penal[grade]), None)
        if first is not None:
            moved.append(grades[-1] - first)
    return {
        "people": len(moved),
        "worse": share(sum(steps > 0 for steps in moved), len(moved)),
        "same": share(sum(steps == 0 for steps in moved), len(moved)),
        "better": share(sum(steps < 0 for steps in moved), len(moved)),
    }
