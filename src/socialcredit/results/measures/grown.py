"""A catalogue that grew: what was added by whom, whom it hits, how far from what it began with."""

from typing import Any

import numpy as np

from socialcredit.core.columns import MINORITY
from socialcredit.core.events import FILED
from socialcredit.results import naming
from socialcredit.results.measures.measure import CAME_OUT, PUT_IN, Measure, block
from socialcredit.results.part import share
from socialcredit.results.run import Run, add_up

FIFTHS = 5


def grown(run: Run, scheme: int = 0) -> dict[str, Any] | None:
    """The catalogue of a scheme in whose file groups press for lines; None of any other.

    `founding` entries in force in the first month, in the domains that are the founding ones;
    `later` ones that the scheme's own text added; `added` by groups; of all that are in force in
    the last month, the share `outside` the founding domains, and what was `expected` of it before
    the draw; `groups` with what each put forward and got, and records under it; `hits`: records
    against people under added lines, a thousand person-years of the panel.
    """
    told, names = run.manifest.get("lobbying"), naming.scheme(run, scheme)
    lines = [one for one in told["rounds"] if one["scheme"] == names["name"]] if told else []
    if told is None or not lines:
        return None
    won = {one["proposal"]: one for one in lines if one["accepted"]}
    entries = [naming.rule_of(name) for name in names["entries"]]
    months = names["entry_months"]
    domains = dict(zip(run.names["kinds"], run.names["kind_domains"], strict=True))
    at_first = [at for at, (one, _) in enumerate(months) if one == 0 and months[at][1] >= 0]
    at_first = [at for at in at_first if entries[at] not in won]
    at_last = [at for at, (_, last) in enumerate(months) if last >= run.months - 1]
    founding = {domains.get(names["entry_deeds"][at]) for at in at_first}
    outside = [domains.get(deed) not in founding for deed in names["entry_deeds"]]
    stands = [at for at in at_last if entries[at] not in won]
    likely = [one for one in told["proposals"].values() if one["scheme"] == names["name"]]
    far = sum(one["likely"] for one in likely if domains.get(one["deed"]) not in founding)
    total = len(stands) + sum(one["likely"] for one in likely)
    return {
        "founding": len({entries[at] for at in at_first}),
        "later": len({entries[at] for at in stands} - {entries[at] for at in at_first}),
        "added": len(won),
        "outside": share(sum(outside[at] for at in at_last), len(at_last)),
        "expected": (far + sum(outside[at] for at in stands)) / total if total else None,
        "groups": _groups(run, scheme, lines, entries),
        "hits": _hits(run, scheme, [entries.index(name) for name in won if name in entries]),
    }


def lines_in_force(run: Run) -> dict[str, np.ndarray] | None:
    """By month of all catalogues that groups pressed for: float (months,) each; None without any.

    `lines` in force, those of them `outside` the founding domains, and the `records` under lines
    that groups got in.
    """
    told, months = run.manifest.get("lobbying"), np.arange(run.months)
    found = {name: np.zeros(run.months) for name in ("lines", "outside", "records")}
    pressed = {one["scheme"] for one in told["rounds"]} if told else set()
    mine = [at for at, one in enumerate(run.names["schemes"]) if one["name"] in pressed]
    domains = dict(zip(run.names["kinds"], run.names["kind_domains"], strict=True))
    for scheme in mine:
        names = naming.scheme(run, scheme)
        won = {one["proposal"] for one in told["rounds"] if one["accepted"]} if told else set()
        added = [naming.rule_of(name) in won for name in names["entries"]]
        spans = names["entry_months"]
        of = [domains.get(deed) for deed in names["entry_deeds"]]
        founding = {
            of[at] for at, (first, last) in enumerate(spans)
            if first == 0 and last >= 0 and not added[at]
        }  # fmt: skip
        for at, (first, last) in enumerate(spans):
            stands = (months >= first) & (months <= last)
            found["lines"] += stands
            found["outside"] += stands & (of[at] not in founding)
        filed = run.rows("records", world=0, scheme=scheme)
        counts = filed["records"] * np.array(added)[filed["entry"]]
        found["records"] += add_up(counts, filed["month"], run.months)
    return found if mine else None


def _groups(
    run: Run, scheme: int, lines: list[dict[str, Any]], entries: list[str]
) -> list[dict[str, Any]]:
    """Each group: proposals put forward, accepted, their chances in sum, records and points."""
    filed = run.rows("records", world=0, scheme=scheme)
    titles = naming.titles_of(run, scheme, "entry")
    records = add_up(filed["records"], filed["entry"], len(entries))
    points = add_up(filed["points"], filed["entry"], len(entries))
    found = []
    for group in dict.fromkeys(one["group"] for one in lines):
        mine = [one for one in lines if one["group"] == group]
        won = [one for one in mine if one["accepted"]]
        at = [entries.index(one["proposal"]) for one in won if one["proposal"] in entries]
        found.append(
            {
                "group": group,
                "put_forward": len(mine),
                "accepted": len(won),
                "chances": sum(one["chance"] for one in mine),
                "lines": [titles[one] for one in at],
                "records": int(records[at].sum()),
                "points": int(points[at].sum()) / 100,
            }
        )
    return found


def added_records(run: Run) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """The panel's people, and records against them under lines that groups got in, of all schemes.

    Of each record its `day` and the row `at` which its person stands among the people.
    """
    told = run.manifest["lobbying"]
    won = {(one["scheme"], one["proposal"]) for one in told["rounds"] if one["accepted"]}
    found = []
    for scheme in range(len(run.names["schemes"])):
        names = naming.scheme(run, scheme)
        entries = [(names["name"], naming.rule_of(name)) for name in names["entries"]]
        found.append(_against(run, scheme, [at for at, one in enumerate(entries) if one in won]))
    rows = {name: np.concatenate([one[name] for one in found]) for name in ("day", "at")}
    return run.table("panel_people"), rows


def _against(run: Run, scheme: int, added: list[int]) -> dict[str, np.ndarray]:
    """Records of the panel against people under these entries: `day`, and `at` whose row."""
    people = run.table("panel_people")
    events = run.select(
        "panel_events", f"world = 0 and scheme = {scheme} and what = {FILED} and day >= 0",
        "resident, entry, points, kind, day",
    )  # fmt: skip
    bad = naming.kinds_with_sign(run, naming.BAD_SIGNS)[events["kind"]] | (events["points"] < 0)
    mine = np.isin(events["entry"], added) & bad
    order = np.argsort(people["resident"])
    at = order[np.searchsorted(people["resident"], events["resident"][mine], sorter=order)]
    return {"day": events["day"][mine], "at": at}


def _hits(run: Run, scheme: int, added: list[int]) -> dict[str, Any]:
    """Records against people under added lines, by income fifth and group; of the panel."""
    people, at = run.table("panel_people"), _against(run, scheme, added)["at"]
    years = run.person_years / max(run.people, 1)
    minority = (people["flags"] & MINORITY) > 0

    def rate(who: np.ndarray) -> float | None:
        many = int(who.sum()) * years
        return 1000 * int(who[at].sum()) / many if many else None

    return {
        "records": len(at),
        "by_fifth": [rate(people["fifth"] == fifth) for fifth in range(FIFTHS)],
        "minority": rate(minority),
        "majority": rate(~minority),
    }


def _number(name: str) -> Any:
    return lambda run, scheme: (block(grown, run, scheme) or {}).get(name)


def _of_hits(fifth: int) -> Any:
    return lambda run, scheme: (
        None if (found := block(grown, run, scheme)) is None else found["hits"]["by_fifth"][fifth]
    )


MEASURES = (
    Measure("grown.added", "lines that groups got into the catalogue", "lines", "neither",
            "scheme", "count", _number("added"), line=9, mark=PUT_IN),
    Measure("grown.expected", "lines outside the founding domains expected before the draw",
            "share", "neither", "scheme", "share", _number("expected"), line=9, mark=PUT_IN),
    Measure("grown.outside", "lines in force at the end outside the founding domains", "share",
            "neither", "scheme", "share", _number("outside"), line=9, mark=CAME_OUT,
            says="of the catalogue's lines at the end lie outside the domains that it began with"),
    Measure("grown.poorest", "records under added lines against the poorest fifth",
            "per 1000 person-years", "less", "scheme", "rate", _of_hits(0), "panel", line=9,
            mark=CAME_OUT),
    Measure("grown.richest", "records under added lines against the richest fifth",
            "per 1000 person-years", "less", "scheme", "rate", _of_hits(-1), "panel", line=9,
            mark=CAME_OUT),
)  # fmt: skip
