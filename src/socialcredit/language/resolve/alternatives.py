"""Laying an alternative over a scheme: drop, set, cut, add; then the rules are checked again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from socialcredit.beliefs import Beliefs, Deed, SensorFile
from socialcredit.borrowing import Bureau, LendingFile
from socialcredit.errors import SocialCreditError
from socialcredit.explaining import Problem, fitted
from socialcredit.milder import BELIEVED, Alternative, Change, Where, load_alternative
from socialcredit.milder_words import difference
from socialcredit.provenance import ASSUMED
from socialcredit.quantities import days_of, duration_text
from socialcredit.references import problems_of
from socialcredit.rules import Consequence, Entry, ListRule, Publication, Scheme

HARSH = ("refuse", "dearer", "inspect", "shown")
Item = dict[str, Any]


def laid_over(
    names: Sequence[str], schemes: Mapping[str, Scheme], beliefs: Beliefs, first: date
) -> tuple[dict[str, Scheme], Beliefs]:
    """Return schemes and beliefs with these alternatives laid over them, one after another.

    first  the run's first day: what ends a scheme counts from there where it began before.
    """
    changed = dict(schemes)
    for name in names:
        alternative = load_alternative(name)
        changed = {
            key: overlaid(scheme, alternative, beliefs, first) for key, scheme in changed.items()
        }
        beliefs = beliefs._replace(
            sensors=_sources(beliefs.sensors, alternative),
            lending=_lending(beliefs.lending, alternative),
        )
    return changed, beliefs


def overlaid(scheme: Scheme, alternative: Alternative, beliefs: Beliefs, first: date) -> Scheme:
    """Return one scheme as the alternative has it; a rule that it changes rests on assumption.

    The last of its departures says what the alternative does to it, or that it does nothing.
    """
    written = scheme
    data: Item = scheme.model_dump(mode="json", by_alias=True)
    parts = _Parts(scheme, beliefs)
    for change in alternative.changes:
        if change.part == "scheme":
            data["ends"] = _end(scheme, change.ends_after or 0, first).isoformat()
        elif change.add is not None:
            data[change.part].append({**change.add, **_ours(change, scheme)})
        elif change.fine is not None:
            data["consequences"] += parts.fines(change.where)
        elif change.part not in BELIEVED:
            rules = getattr(scheme, change.part)
            chosen = [parts.meant(rule, change.where) for rule in rules]
            items = zip(data[change.part], _kept(chosen, len(data[change.part])), strict=True)
            data[change.part] = [
                _changed(item, change) if meant else item
                for item, meant in items
                if not (meant and change.drop)
            ]
            scheme = _fit(_tidied(data), alternative)
            data = scheme.model_dump(mode="json", by_alias=True)
            parts = _Parts(scheme, beliefs, parts.main)
    laid = _fit(_tidied(data), alternative)
    told = difference(alternative, written, laid, beliefs)
    return laid.model_copy(update={"departures": (*written.departures, told)})


def _kept(chosen: list[bool], length: int) -> list[bool]:
    """What was added by the same alternative stands behind the rules and is not picked again."""
    return [*chosen, *[False] * (length - len(chosen))]


class _Parts:
    """What items of a scheme are: for or against a person, of this part of life or of another."""

    def __init__(self, scheme: Scheme, beliefs: Beliefs, main: str | None = None) -> None:
        self.scheme = scheme
        self.deeds: dict[str, Deed] = {deed.deed: deed for deed in beliefs.deeds.deeds}
        self.parents = {node.domain: node.parent for node in beliefs.domains.domains}
        self.main = main or self._main()

    def meant(self, rule: Any, where: Where) -> bool:
        """Whether `where` picks this rule."""
        tests: dict[str, Callable[[Any, Any], bool]] = {
            "against": lambda rule, said: against(rule) == said,
            "elsewhere": lambda rule, said: (self.branch_of(rule) != self.main) == said,
            "kind": lambda rule, said: isinstance(rule, Entry) and rule.kind in said,
            "of": lambda rule, said: isinstance(rule, Publication) and rule.of in said,
        }
        told = {name: getattr(where, name) for name in tests}
        return all(tests[name](rule, said) for name, said in told.items() if said is not None)

    def branch_of(self, rule: Any) -> str:
        """The part of life of an entry's deed or of a consequence's door.

        A sum of money for the record of a deed belongs where the deed does.
        """
        if isinstance(rule, Entry):
            deed = self.deeds.get(rule.deed)
            return self._branch(deed.domain) if deed else ""
        if not isinstance(rule, Consequence):
            return self.main
        named = set(rule.when.entry or ()) if rule.effect == "money" else set()
        of_deeds = {self.branch_of(entry) for entry in self.scheme.entries if entry.id in named}
        return min(of_deeds) if len(of_deeds) == 1 else self._branch(rule.domain)

    def fines(self, where: Where) -> list[Item]:
        """A consequence for each entry that `where` picks: the deed's ordinary fine a record."""
        since: dict[str, date] = {}
        yuan: dict[str, tuple[float, str]] = {}
        for entry in self.scheme.entries:
            deed = self.deeds.get(entry.deed)
            cost = (deed.fine or deed.gravity.fine) if deed else 0
            if deed and cost and self.meant(entry, where):
                since[entry.id] = min(entry.since, since.get(entry.id, entry.since))
                yuan[entry.id] = (cost, deed.domain)
        return [
            {
                "consequence": f"fine-{name}", "title": "The ordinary fine", "effect": "money",
                "when": {"entry": [name]}, "domain": domain, "money": str(-round(cost)),
                "since": since[name].isoformat(), "source": ASSUMED, "evidence": ASSUMED,
            }
            for name, (cost, domain) in yuan.items()
        ]  # fmt: skip

    def _main(self) -> str:
        entries = self.scheme.entries
        counted = [entry for entry in entries if against(entry)] or entries
        branches = Counter(sorted({(self.branch_of(entry), entry.id) for entry in counted}))
        most = Counter(branch for branch, _ in branches).most_common(1)
        return most[0][0] if most else ""

    def _branch(self, domain: str) -> str:
        """The child of the root under which a domain of life lies."""
        parent = self.parents.get(domain)
        while parent is not None and self.parents.get(parent) is not None:
            domain, parent = parent, self.parents[parent]
        return domain


def against(rule: Any) -> bool:
    """Whether a rule counts against a person: takes points, closes a door, names in black."""
    if isinstance(rule, Entry):
        steps = [points for _, points in rule.steps or ()]
        return rule.to_grade is not None or any(points < 0 for points in (*rule.sums, *steps))
    if isinstance(rule, Consequence):
        return rule.effect in HARSH or (rule.effect == "money" and (rule.money or 0) <= 0)
    if isinstance(rule, ListRule):
        return rule.colour == "black"
    if isinstance(rule, Bureau):
        return True
    return isinstance(rule, Publication) and rule.of in ("every record", "bad records")


def _changed(item: Item, change: Change) -> Item:
    """An item with its fields set or cut; what is changed is no longer what a source says."""
    new = {**item, "source": ASSUMED, "evidence": ASSUMED}
    for path, value in (change.set or {}).items():
        _put(new, path, value)
    for path, most in (change.at_most or {}).items():
        _put(new, path, _shorter(_value_at(item, path), most))
    return new if {**new, **_standing(item)} != item else item


def _standing(item: Item) -> Item:
    return {name: item[name] for name in ("source", "evidence") if name in item}


def _value_at(item: Item, path: str) -> Any:
    """The value at a path such as `validity.bad`, None where there is none."""
    value: Any = item
    for step in path.split("."):
        value = (value or {}).get(step)
    return value


def _put(item: Item, path: str, value: Any) -> None:
    """Replace the value at a path; the parts on the way are copied, not shared."""
    *way, last = path.split(".")
    for step in way:
        item[step] = dict(item.get(step) or {})
        item = item[step]
    item[last] = value


def _shorter(old: Any, most: int) -> str:
    """A term cut to at most so many days; none at all means for ever."""
    return duration_text(most if old is None else min(days_of(old), most))


def _end(scheme: Scheme, after: int, first: date) -> date:
    """The last day, counted from the scheme's or the run's first, whichever is later."""
    last = max(scheme.starts, first) + timedelta(days=after - 1)
    return min(last, scheme.ends) if scheme.ends else last


def _ours(change: Change, scheme: Scheme) -> Item:
    """What an added rule rests on; meters carry no source."""
    if change.part == "meters":
        return {}
    return {"since": scheme.starts.isoformat(), "source": ASSUMED, "evidence": ASSUMED}


def _tidied(data: Item) -> Item:
    """What rests on entries and lists of its own that are gone goes with them."""
    entries = {rule["entry"] or rule["deed"] for rule in data["entries"]}
    listed = _of_entries(data["lists"], "enter", entries)
    lists = {rule["list"] for rule in listed}
    kept = [
        rule
        for rule in _of_entries(data["consequences"], "when", entries)
        if rule["when"].get("of") or rule["when"].get("list") in {None, *lists}
    ]
    return {**data, "lists": listed, "consequences": kept}


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


def _fit(data: Item, alternative: Alternative) -> Scheme:
    scheme, problems = fitted(Scheme, data)
    problems = problems or (problems_of(scheme) if scheme else [])
    if scheme is None or problems:
        raise _unfit(problems[0], alternative, str(data["scheme"]))
    return scheme


def _sources(sensors: SensorFile, alternative: Alternative) -> SensorFile:
    """The sources that see, as the alternative has them."""
    data: Item = sensors.model_dump(mode="json", by_alias=True)
    for change in alternative.changes:
        if change.part == "sensors":
            for source in data["sources"]:
                for path, value in (change.set or {}).items():
                    _put(source, path, value)
            for name, factor in (change.times or {}).items():
                _multiply(data["sources"], name, factor, alternative)
    found, problems = fitted(SensorFile, data)
    if found is None:
        raise _unfit(problems[0], alternative, "the sources that see")
    return found


def _lending(lending: LendingFile, alternative: Alternative) -> LendingFile:
    """What is believed about lenders, as the alternative has it; nothing where nobody lends."""
    if not lending.lenders:
        return lending
    data: Item = lending.model_dump(mode="json", by_alias=True)
    for change in alternative.changes:
        if change.part == "lending":
            for path, value in (change.set or {}).items():
                _put(data, path, value)
            for path, most in (change.at_most or {}).items():
                _put(data, path, _shorter(_value_at(data, path), most))
    found, problems = fitted(LendingFile, data)
    if found is None:
        raise _unfit(problems[0], alternative, "the lenders")
    return found


def _multiply(sources: list[Item], name: str, factor: float, alternative: Alternative) -> None:
    numbers = [source for source in sources if isinstance(source.get(name), int | float)]
    if not numbers:
        known = [key for key, value in sources[0].items() if isinstance(value, int | float)]
        message = f"no source has a number `{name}`"
        problem = Problem(("times", name), message, "one of " + ", ".join(known))
        raise _unfit(problem, alternative, "the sources that see")
    for source in numbers:
        source[name] *= factor


def _unfit(problem: Problem, alternative: Alternative, over: str) -> SocialCreditError:
    at = ".".join(str(step) for step in problem.loc)
    return SocialCreditError(
        f"the alternative `{alternative.alternative}` does not fit {over}: {problem.message}",
        text=at,
        expected=problem.expected,
        hint="correct the alternative's file",
        meant=problem.meant,
    )
