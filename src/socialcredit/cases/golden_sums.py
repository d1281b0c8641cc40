"""What a golden run adds up to: every table of its run folder in sums over all of its months.

A row is an item of the scheme and one count of it, as `doors,fine/self/minority/refusals`; what is
nought is left out. Stocks are added up over the months like flows, so that the month shows in which
one moves.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from socialcredit.core.run_layout import MONTHLY
from socialcredit.engine.collect import Table
from socialcredit.engine.setup import Setup
from socialcredit.language.model.scheme import Scheme

WHEN = "all"
GROUPS = ("majority", "minority")
HITS = ("self", "household", "children")
FIFTHS = ("poorest", "second", "third", "fourth", "richest")
AGES = ("child", "young", "middle", "old")
OF_CELL = {"female": ("men", "women"), "urban": ("country", "town"), "minority": GROUPS,
           "age_band": AGES, "fifth": FIFTHS}  # fmt: skip
# Whose parts are told apart, beside the sums that every table has; `grades` and `records` stand in
# the file month by month.
DIVIDED = {
    "records": ("cause",), "harm": (), "appeals": (), "lists": ("list",),
    "doors": ("consequence", "hits", "minority"), "collected": ("consequence", "minority"),
    "incapacity": ("consequence", "minority"), "stopped": ("consequence", "kind"),
    "conduct": (), "response": (), "awareness": (), "refrained": ("term", "kind"),
    "added": ("term", "kind"), "motives": (), "validity": (),
    "lending": ("minority", "fifth"), "faults": ("kind",), "fault_harm": ("kind", "harm"),
    "visits": (), "rounds": (), "premises": (), "signs": ("consequence",),
    "leniency": ("minority",), "orders": (), "self_reports": (), "complaints": ("harm",),
    "owners": (), "fan_out": (), "who_knew": (), "acceptance": (), "attacks": (),
    "giving_up": (), "threatened": (), "named": (),
}  # fmt: skip
CAUSES = ("right", "wrong-person", "false-alarm", "wrong-content", "association")


def sums(setup: Setup, scheme: Scheme, tables: Mapping[str, Table]) -> Iterator[str]:
    """The rows of the golden file that hold whole tables; a run lacks those it has no use for."""
    names = {
        "consequence": [rule.id for rule in scheme.consequences],
        "list": [rule.id for rule in scheme.lists],
        "kind": [deed["deed"] for deed in setup.deeds],
        "term": setup.responses.names, "cause": CAUSES, "hits": HITS, "minority": GROUPS,
        "fifth": FIFTHS, "harm": [*setup.harms],
    }  # fmt: skip
    for name, keys in DIVIDED.items():
        if name in tables:
            items = [np.array(names[key])[tables[name][key]] for key in keys]
            yield from _summed(name, items, tables[name], MONTHLY[name].counts)
    for key, words in OF_CELL.items():
        yield from _summed(
            "grades", [_of_cell(tables, "grades", key, words)], tables["grades"], ("residents",)
        )
    group = _of_cell(tables, "harm", "minority", GROUPS)
    yield from _summed(
        "harm", [group], tables["harm"], ("penalised", "wrongly", "late", "innocent")
    )
    repairs = tables["repair_days"]
    yield from _row("repair_days", "cases", int(repairs["cases"].sum()))
    yield from _row("repair_days", "days", int((repairs["cases"] * repairs["days"]).sum()))


def _of_cell(
    tables: Mapping[str, Table], name: str, key: str, words: tuple[str, ...]
) -> np.ndarray:
    """To which group the cell of each row of a table belongs."""
    return np.array(words)[tables["cells"][key][tables[name]["cell"]]]


def _summed(
    name: str, items: list[np.ndarray], table: Table, counts: tuple[str, ...]
) -> Iterator[str]:
    """A row for each item and count, in the order of the names."""
    labels = ["/".join(parts) for parts in zip(*items, strict=True)]
    found = sorted(set(labels)) if items else [""]
    for item in found:
        mine = np.array([label == item for label in labels], bool) if items else slice(None)
        for count in counts:
            told = f"{item}/{count}" if item else count
            yield from _row(name, told, int(table[count][mine].sum()))


def _row(table: str, what: str, count: int) -> Iterator[str]:
    if count:
        yield f"{WHEN},{table},{what},{count},"
