"""The panel "Join" in pictures and sentences: bodies, links, who is penalised and who is spared."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from socialcredit.lab.address import Asked
from socialcredit.lab.rendering import word
from socialcredit.lab.trees import Tree, node, table

MANY = 12  # people who are told of one by one
MIDDLE, REACH = (230, 195), (150, 140)  # of the picture, and how far from it the bodies stand
MEASURES = (("wrong_days", 1), ("shut_out", 1000), ("fan_out", 1))


@dataclass(frozen=True)
class Net:
    """What is drawn: the bodies and pairs of a town, and which pairs are joined in the drawing.

    now, then  what `api.standings` says of the town as it is, and as drawn; None where not lived
    """

    bodies: Sequence[dict[str, str]]
    pairs: Sequence[dict[str, Any]]
    drawn: Sequence[bool]
    now: dict[str, Any] | None = None
    then: dict[str, Any] | None = None

    def short(self, name: str) -> str:
        """A body in a word or two."""
        return next((one["short"] for one in self.bodies if one["name"] == name), name)

    def linked(self, pair: dict[str, Any]) -> str:
        """A pair in words."""
        return word("join.link", one=self.short(pair["one"]), other=self.short(pair["other"]))

    def passed(self, pair: dict[str, Any], what: str) -> int:
        """Copies of records, or `wrong` ones, that the two of a pair filed of each other's.

        In the town as drawn where it was lived, as the bodies' circles are.
        """
        ends, town = {pair["one"], pair["other"]}, self.then or self.now
        passed = town["passed"] if town else []
        return sum(one[what] for one in passed if {one["holder"], one["home"]} == ends)

    @property
    def same(self) -> bool:
        """Whether the drawing is the town as it is."""
        return all(pair["joined"] == is_ for pair, is_ in zip(self.pairs, self.drawn, strict=True))


def altered(asked: Asked, net: Net) -> Asked:
    """The address of the town as drawn: a share of all pairs in their order, or a list of them."""
    paths = [change.partition("=")[0].strip().removeprefix("scenario.") for change in asked.sets]
    kept = [
        change
        for change, path in zip(asked.sets, paths, strict=True)
        if path not in ("integration", "joins")
    ]
    many = sum(net.drawn)
    if all(net.drawn[:many]) and all(pair["can"] for pair in net.pairs[:many]):
        return replace(asked, sets=(*kept, f"integration={many / len(net.pairs):.6g}"))
    joined = [pair for pair, is_ in zip(net.pairs, net.drawn, strict=True) if is_]
    listed = ", ".join(f"[{pair['one']}, {pair['other']}]" for pair in joined)
    return replace(asked, sets=(*kept, f"joins=[{listed}]", "integration=1"))


def in_words(net: Net, month: str) -> dict[str, Any]:
    """What the panel shows: texts, and elements by the part they stand in.

    month  the town's last
    """
    cut = sum(pair["joined"] and not is_ for pair, is_ in zip(net.pairs, net.drawn, strict=True))
    made = sum(net.drawn) - sum(pair["joined"] for pair in net.pairs) + cut
    changed = word("join.same") if net.same else word("join.changed", cut=cut, made=made)
    return {
        "drawn": list(net.drawn),
        "texts": {
            "many": word("join.dial_is", n=sum(net.drawn), all=len(net.pairs)),
            "changed": "" if net.then else changed,
            "when": word("join.ends", month=month),
            "spared": _spared(net),
        },
        "trees": {
            "picture": [*_links(net), *_bodies(net)],
            "pairs": _pairs(net),
            "bodies": _ends(net) if net.now else [],
            "people": _people(net) if net.now else [],
        },
        "hidden": {
            "alone": bool(net.pairs),
            "several": not net.pairs,
            "ends": net.now is None,
            "back": net.same,
            "keep": net.then is None,
            "try": net.same or net.then is not None or net.now is None,
        },
    }


def _spots(net: Net) -> dict[str, tuple[float, float]]:
    turns = [2 * math.pi * at / len(net.bodies) - math.pi / 2 for at in range(len(net.bodies))]
    return {
        body["name"]: (
            round(MIDDLE[0] + REACH[0] * math.cos(turn), 1),
            round(MIDDLE[1] + REACH[1] * math.sin(turn), 1),
        )
        for body, turn in zip(net.bodies, turns, strict=True)
    }


def _links(net: Net) -> list[Tree]:
    """A line a pair, as broad as the wrong records that passed; each can be pressed."""
    at, most = _spots(net), max([1, *(net.passed(pair, "wrong") for pair in net.pairs)])
    found = []
    for number, (pair, joined) in enumerate(zip(net.pairs, net.drawn, strict=True)):
        (x1, y1), (x2, y2) = at.get(pair["one"], MIDDLE), at.get(pair["other"], MIDDLE)
        ends = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
        wide = round(2 + 10 * net.passed(pair, "wrong") / most, 1) if joined else 1.5
        lines = (
            node("line", "", **ends, class_="reach"),
            node("line", "", **ends, class_="seen", stroke_width=wide),
        )
        found.append(
            node(
                "g", "", *lines, class_=f"link {'joined' if joined else 'cut'}", role="checkbox",
                tabindex=0, aria_checked=str(joined).lower(), aria_label=net.linked(pair),
                data_pair=number,
            )
        )  # fmt: skip
    return found


def _bodies(net: Net) -> list[Tree]:
    """A circle a body, by the people whom it penalises, and in it those whom wrongly."""
    seen = (net.then or net.now or {"bodies": {}})["bodies"]
    most = max([1, *(one["penalised"] for one in seen.values())])
    found = []
    for name, (x, y) in _spots(net).items():
        counts = seen.get(name, {"penalised": 0, "wrongly": 0})
        size = round(9 + 22 * math.sqrt(counts["penalised"] / most), 1)
        wrong = round(22 * math.sqrt(counts["wrongly"] / most), 1)
        beside = y - size - 9 if y < MIDDLE[1] else y + size + 18
        found += [
            node("circle", "", cx=x, cy=y, r=size, class_="body"),
            node("circle", "", cx=x, cy=y, r=wrong, class_="wrongly"),
            node("text", net.short(name), x=x, y=round(beside, 1), text_anchor="middle"),
        ]
    return found


def _pairs(net: Net) -> list[Tree]:
    head = [word(f"join.{name}") for name in ("pair", "is_joined", "passed", "wrong")]
    rows = [
        (net.linked(pair), "", f"{net.passed(pair, 'records'):,}", net.passed(pair, "wrong"))
        for pair in net.pairs
    ]
    made = table(word("join.table"), head, rows)
    for number, (pair, line) in enumerate(zip(net.pairs, made[-1]["inside"], strict=True)):
        more = {"checked": ""} if net.drawn[number] else {}
        more |= {} if pair["can"] else {"disabled": ""}
        box = node(
            "input", type="checkbox", aria_label=net.linked(pair), data_pair=number, **more
        )  # fmt: skip
        line["inside"][1] = node("td", "", box)
    return made


def _ends(net: Net) -> list[Tree]:
    """The bodies' numbers of the end, of the town as it is and of that which was drawn."""
    towns = [one for one in (net.now, net.then) if one]
    when = [f", {word('join.now')}", f", {word('join.then')}"] if net.then else [""]
    kinds = ("penalised", "wrongly")
    head = [word("join.body"), *(word(f"join.{kind}") + told for told in when for kind in kinds)]
    rows: list[list[Any]] = [
        [body["short"], *(one["bodies"][body["name"]][kind] for one in towns for kind in kinds)]
        for body in net.bodies
    ]
    rows.append([word("join.people"), *(len(one[kind]) for one in towns for kind in kinds)])
    for name, times in MEASURES:
        values = [one["measures"].get(f"together.{name}") for one in towns]
        told = ["–" if value is None else f"{value * times:,.1f}" for value in values]
        rows.append([word(f"join.{name}"), *(cell for value in told for cell in (value, ""))])
    return table("", head, rows)[1:]


def _spared(net: Net) -> str:
    if not net.now or not net.then:
        return ""
    before, after = set(net.now["wrongly"]), set(net.then["wrongly"])
    people = {"before": len(net.now["penalised"]), "after": len(net.then["penalised"])}
    spared = word("join.spared", spared=len(before - after), newly=len(after - before))
    return f"{spared} {word('join.spared_penalty', **people)}"


def _people(net: Net) -> list[Tree]:
    """Those whom bodies penalise for others' errors, and which of them the drawing spares."""
    now, after = net.now or {}, set(net.then["wrongly"]) if net.then else None
    people: dict[int, dict[str, list[str]]] = {}  # bodies by the one that erred, by resident
    for one in now["for_copies"]:
        homes = people.setdefault(one["resident"], {})
        homes.setdefault(net.short(one["home"]), []).append(net.short(one["body"]))
    found = []
    for who, homes in sorted(people.items())[:MANY]:
        reasons = "; ".join(
            word("join.for_record", bodies=", ".join(bodies), home=home)
            for home, bodies in homes.items()
        )
        spared = after is not None and who not in after
        inside = [node("strong", word("join.would_be_spared"))] if spared else []
        button = node(
            "button", word("join.life"), type="button", data_resident=who,
            aria_label=f"{word('join.life')}: {who}",
        )  # fmt: skip
        said = f"{word('join.reason', n=who, reasons=reasons)} "
        found.append(node("li", said, *inside, button))
    if len(people) > MANY:
        found.append(node("li", word("join.more", n=len(people) - MANY)))
    return found or [node("li", word("join.nobody"))]
