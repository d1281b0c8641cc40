"""Records that people make good themselves: who does, and what the rule is taken to add to it."""

from typing import Any

from socialcredit.core.events import RIGHT
from socialcredit.results import naming
from socialcredit.results.part import share
from socialcredit.results.run import Run


def made_good(run: Run, scheme: int = 0) -> list[dict[str, Any]]:
    """Records that may be repaired by an entry's own rule, by the bodies that file them.

    A row: `records`, of these `wrong` ones and those `repaired`, and their `share`. Where the rule
    says what the monthly chance would be `otherwise`, `caused` is how many of the repaired are owed
    to what comes with the record: repaired / chance months of waiting, times what the rule adds to
    the chance. `least` and `most` are the same at the ends of the range in which the chance is
    assumed; None where no range is given.
    """
    names = naming.scheme(run, scheme)
    rules = names.get("entry_repair") or [None] * len(names["entries"])
    filed = run.rows("records", world=0, scheme=scheme)
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for number, rule in enumerate(rules):
        if rule is None:
            continue
        sources = tuple(names["entry_seen_by"][number])
        row = found.setdefault(sources, _empty(run, sources))
        mine = filed["entry"] == number
        repaired = int(filed["repaired"][mine].sum())
        row["records"] += int(filed["records"][mine].sum())
        row["wrong"] += int(filed["records"][mine & (filed["cause"] != RIGHT)].sum())
        row["repaired"] += repaired
        _add_caused(row, rule, repaired)
    return [
        {**row, "share": share(row["repaired"], row["records"])}
        for row in found.values()
        if row["records"]
    ]


def _empty(run: Run, sources: tuple[str, ...]) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(("records", "wrong", "repaired"), 0)
    row |= dict.fromkeys(("caused", "least", "most"))
    return {
        "sources": list(sources),
        "title": naming.sources_title(run, sources) or "any body",
        **row,
    }


def _add_caused(row: dict[str, Any], rule: dict[str, Any], repaired: int) -> None:
    """What the rule added to repairs, at its chance and at both ends of the assumed range."""
    if rule["otherwise"] is None or not rule["chance"]:
        return
    months = repaired / rule["chance"]
    low, high = rule["between"] or (None, None)
    for name, chance in (("caused", rule["chance"]), ("least", low), ("most", high)):
        if chance is not None:
            row[name] = (row[name] or 0.0) + months * (chance - rule["otherwise"])
