"""M19 operator blindness: what the operator's own file shows of M1, M3 and M8, beside the truth.

Whoever runs a scheme has records, disputes and corrections, and knows neither what people truly did
nor which records are wrong. A wrong that nobody contests, or that the office upholds, is right by
its file.
"""

from typing import Any

from socialcredit.results import month_ends, naming, panel
from socialcredit.results.measures.contest import contestability
from socialcredit.results.measures.measure import block
from socialcredit.results.measures.wrongful import borne_days, wrongful_penalties
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run
from socialcredit.results.scales import gone_without, scale_of


def operators_view(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M19: what the operator's own file shows of wrong records and days.

    `wrong`, of everybody: records that the office struck out after a dispute, of bad records filed;
    these are all that its file shows as wrong. `unseen`, of the panel: of bad records that are
    wrong in truth, the share that was never struck out, here or after the body whose record it
    copies. `days`, of the panel: of penal days, the share that would not have been penal without
    the records that the file shows as wrong to the end of the run; `true_days` is that share
    without all wrong records, as in M1.
    """
    appeals = run.rows("appeals", world=0, scheme=scheme)
    path = block(contestability, run, scheme)["panel"]
    bad = block(wrongful_penalties, run, scheme)["bad_records"]
    borne = borne_days(run, scheme)
    penal = sum(one.penal for one in borne.values())
    return {
        "wrong": share(int(appeals["corrected"].sum()), bad),
        "unseen": share(path["wrong"] - path["corrected"], path["wrong"]),
        "days": share(_days_on_file(run, scheme), penal, len(borne)),
        "true_days": share(sum(one.wrong for one in borne.values()), penal, len(borne)),
    }


def _days_on_file(run: Run, scheme: int) -> int:
    """Penal days of the panel that are gone without the records that were struck out."""
    penal, scale = naming.penal_grades(run, scheme), scale_of(run, scheme)
    books, gone = panel.panel_books(run), 0
    for resident in borne_days(run, scheme):
        events = books[resident]
        struck = {
            one.record for one in events if one.scheme == scheme and one.what in panel.RIGHTED
        }
        if not struck:
            continue
        for days, copy, state, taken in month_ends.by_month(run, events, scheme):
            if copy >= 0 and penal[copy]:
                behind = state if penal[state.grade] else taken
                gone += days * gone_without(behind, struck, penal, scale)
    return gone


def hidden(truth: float | None, file: float | None) -> Share | float | None:
    """Truth less what the file shows; of as many cases as the fewer of the two."""
    if truth is None or file is None:
        return None
    cases = [one.cases for one in (truth, file) if isinstance(one, Share)]
    return Share(truth - file, min(cases)) if cases else truth - file
