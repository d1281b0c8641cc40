"""Which rules of a scheme a change of an alternative is meant for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from socialcredit.core.levels import SHOWING
from socialcredit.language.check.reach import gives, takes
from socialcredit.language.model.alternative import Where
from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.consequences import Consequence
from socialcredit.language.model.deeds import Deed
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.lending import Bureau
from socialcredit.language.model.lists import ListRule, Publication
from socialcredit.language.model.provenance import ASSUMED
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.upright import turned

Item = dict[str, Any]
HARSH = ("refuse", "dearer", "inspect", *SHOWING, "surcharge", "incapacitate", "close")


def against(rule: Any, scheme: Scheme) -> bool:
    """Whether a rule of a scheme counts against a person: takes points, closes a door, names in
    black; of points of risk, gives some."""
    if isinstance(rule, Entry):
        worse = gives if turned(scheme) else takes
        return rule.to_grade is not None or worse(rule, scheme.par)
    if isinstance(rule, Consequence):
        return rule.effect in HARSH or (rule.effect == "money" and (rule.money or 0) <= 0)
    if isinstance(rule, ListRule):
        return rule.colour == "black"
    if isinstance(rule, Bureau):
        return True
    return isinstance(rule, Publication) and rule.of in ("every record", "bad records")


class Parts:
    """What items of a scheme are: for or against a person, of this part of life or of another."""

    def __init__(self, scheme: Scheme, beliefs: Beliefs, main: str | None = None) -> None:
        self.scheme = scheme
        self.deeds: dict[str, Deed] = {deed.deed: deed for deed in beliefs.deeds.deeds}
        self.parents = {node.domain: node.parent for node in beliefs.domains.domains}
        self.main = main or self._main()

    def meant(self, rule: Any, where: Where) -> bool:
        """Whether `where` picks this rule."""
        tests: dict[str, Callable[[Any, Any], bool]] = {
            "against": lambda rule, said: against(rule, self.scheme) == said,
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
        cost_of: dict[str, tuple[float, str]] = {}
        for entry in self.scheme.entries:
            deed = self.deeds.get(entry.deed)
            cost = (deed.fine or deed.gravity.fine) if deed else 0
            if deed and cost and self.meant(entry, where):
                since[entry.id] = min(entry.since, since.get(entry.id, entry.since))
                cost_of[entry.id] = (cost, deed.domain)
        return [
            {
                "consequence": f"fine-{name}", "title": "The ordinary fine", "effect": "money",
                "when": {"entry": [name]}, "domain": domain, "money": str(-round(cost)),
                "since": since[name].isoformat(), "source": ASSUMED, "evidence": ASSUMED,
            }
            for name, (cost, domain) in cost_of.items()
        ]  # fmt: skip

    def _main(self) -> str:
        entries = self.scheme.entries
        counted = [one for one in entries if against(one, self.scheme)] or entries
        branches = Counter(sorted({(self.branch_of(entry), entry.id) for entry in counted}))
        most = Counter(branch for branch, _ in branches).most_common(1)
        return most[0][0] if most else ""

    def _branch(self, domain: str) -> str:
        """The child of the root under which a domain of life lies."""
        parent = self.parents.get(domain)
        while parent is not None and self.parents.get(parent) is not None:
            domain, parent = parent, self.parents[parent]
        return domain
