"""What goes with rules that an alternative took away: whatever rested on them alone."""

from typing import Any

from socialcredit.language.model.provenance import ASSUMED

Item = dict[str, Any]


def tidied(data: Item) -> Item:
    """What rests on entries and lists of its own that are gone goes with them."""
    entries = {rule["entry"] or rule["deed"] for rule in data["entries"]}
    listed = _of_sums(_of_entries(data["lists"], "enter", entries), "enter", entries)
    lists = {rule["list"] for rule in listed}
    kept = [
        rule
        for rule in _of_entries(data["consequences"], "when", entries)
        if rule["when"].get("of") or rule["when"].get("list") in {None, *lists}
    ]
    told = _of_shares(_of_entries(data["conditions"], "when", entries), entries)
    told = _of_sums(told, "when", entries)
    filed = [_undisclosed(rule, entries) for rule in data["entries"]]
    grades = [_rated(rule, entries) for rule in data["grades"]]
    rest = {"entries": filed, "consequences": kept, "conditions": told, "grades": grades}
    return {**data, "lists": listed, **rest}


def _of_entries(rules: list[Item], ground: str, entries: set[str]) -> list[Item]:
    """The rules whose ground names no entry or one that there is; other names are struck out."""
    kept = []
    for rule in rules:
        told = rule[ground].get("entry")
        named = [name for name in told or () if name in entries]
        if told is None or len(named) == len(told):
            kept.append(rule)
        elif named:
            less = {ground: {**rule[ground], "entry": named}}
            kept.append({**rule, **less, "source": ASSUMED, "evidence": ASSUMED})
    return kept


def _undisclosed(rule: Item, entries: set[str]) -> Item:
    """An entry without less for a disclosure that nobody files any more."""
    told = rule.get("disclosed")
    if not told or told["by"] in entries:
        return rule
    return {**rule, "disclosed": None, "source": ASSUMED, "evidence": ASSUMED}


def _of_sums(rules: list[Item], ground: str, entries: set[str]) -> list[Item]:
    """Rules on several records, of those that are still filed."""
    kept = []
    for rule in rules:
        way = next((way for way in ("count", "total") if rule[ground].get(way)), None)
        told = rule[ground][way] if way else {"of": []}
        named = [name for name in told["of"] if name in entries]
        if len(named) == len(told["of"]):
            kept.append(rule)
        elif named:
            less = {ground: {**rule[ground], way: {**told, "of": named}}}
            kept.append({**rule, **less, "source": ASSUMED, "evidence": ASSUMED})
    return kept


def _of_shares(rules: list[Item], entries: set[str]) -> list[Item]:
    """Conditions on a share of records, where all that they count is still filed."""
    shares = [(rule, rule["when"].get("share") or {}) for rule in rules]
    return [
        rule for rule, share in shares if {*share.get("of", ()), *share.get("among", ())} <= entries
    ]


def _rated(rule: Item, entries: set[str]) -> Item:
    """Grades without a wait after records that nobody files any more."""
    unrated: Item = rule.get("unrated") or {}
    after = unrated.get("after")
    if not after or {*after["entry"]} <= entries:
        return rule
    named = [name for name in after["entry"] if name in entries]
    left = {**unrated, "after": {**after, "entry": named} if named else None}
    if not named and left.get("until") is None and not left.get("without_records"):
        return {**rule, "unrated": None, "source": ASSUMED, "evidence": ASSUMED}
    return {**rule, "unrated": left, "source": ASSUMED, "evidence": ASSUMED}
