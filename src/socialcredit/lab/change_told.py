"""What the panel of changes shows: sliders, designs, marks in a text, and who moved, in words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from socialcredit.lab.moved import KINDS
from socialcredit.lab.rendering import word
from socialcredit.lab.trees import Tree, node, table

GROUPS = ("notice", "staff", "expiry", "joining", "errors", "points")
OPEN = {"errors": 3, "points": 1}  # sliders of a group that stand open; the others are folded away
MOST_LISTED = 20  # mistakes that stand below the editor


def sliders(levers: Sequence[dict[str, Any]]) -> list[Tree]:
    """The levers as sliders, group by group."""
    found = []
    for about in GROUPS:
        mine = [_slider(at, one) for at, one in enumerate(levers) if one["about"] == about]
        if not mine:
            continue
        many = OPEN.get(about, len(mine))
        rest = mine[many:]
        more = [node("details", "", node("summary", word("change.more", n=len(rest))), *rest)]
        legend = node("legend", "", node("h3", word(f"change.group.{about}")))
        found.append(node("fieldset", "", legend, *mine[:many], *(more if rest else ())))
    return found


def stops(levers: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The places of each slider: the changes that each makes, none as written, and its words."""
    return [[{"changes": one["changes"], "says": _value(lever, one)} for one in lever["stops"]]
            for lever in levers]  # fmt: skip


def _slider(at: int, lever: dict[str, Any]) -> Tree:
    name = f"change-lever-{at}"
    slide = node("input", type="range", id=name, min=0, max=len(lever["stops"]) - 1, data_lever=at)
    label = node("label", _title(lever), for_=name)
    said = node("p", _rests(lever), class_="small soft")
    return node("div", "", label, slide, node("output", for_=name), said, class_="lever")


def _title(lever: dict[str, Any]) -> str:
    times, name = lever["unit"] == "times", lever["name"]
    if lever["about"] == "errors" and times:
        name = word(f"change.error.{name}")
    ending = ("_times" if times else "") + ("_of" if name else "")
    return word(f"change.lever.{lever['about']}{ending}", name=name)


def _value(lever: dict[str, Any], stop: dict[str, Any]) -> str:
    value, unit = stop["value"], lever["unit"]
    if value is None:
        said = word("change.for_ever")
    elif unit == "share":
        said = f"{100 * value:.3g} %"
    elif unit == "times":
        said = f"× {value:g}"
    else:
        shown = f"{value:+g}" if unit == "points" else f"{value:,.5g}"
        said = word(f"change.{unit}", n=shown, per=f"{lever['per']:,}")
    return word("change.is_written", value=said) if not stop["changes"] else said


def _rests(lever: dict[str, Any]) -> str:
    """Where a value comes from and how well it is known, and what its file says besides."""
    evidence = [word(f"change.evidence.{one}") for one in lever["evidence"].split(", ") if one]
    source = "" if lever["source"] == "assumed" else lever["source"]
    told = "; ".join(one for one in (source, lever["where"], ", ".join(evidence)) if one)
    found = [word("change.source", source=told)] if told else []
    note = lever["note"]
    return " ".join([*found, *([f"{note[0].upper()}{note[1:]}."] if note else [])])


def designs(alternatives: Sequence[dict[str, Any]]) -> list[Tree]:
    """Milder designs to lay over the rules; one that does not fit is grey and says why."""
    found = []
    for one in alternatives:
        grey = {} if one["fits"] else {"disabled": ""}
        tick = node("input", type="checkbox", name=one["name"], **grey)
        label = node("label", "", tick, node("span", one["title"]))
        says = [node("p", " ".join(one["stands_for"]), class_="small soft")]
        if not one["fits"]:
            says.append(node("p", word("change.why_not", why=one["why_not"])))
        found.append(node("li", "", label, *says, class_="" if one["fits"] else "unfit"))
    return found


def marked(text: str, mistakes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Mistakes as an editor marks them, from character to character as browsers count; in words."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + _wide(line) + 1)
    marks = [_mark(one, lines, starts) for one in mistakes]
    bad = sum(one["kind"] == "error" for one in mistakes)
    count = word("change.mistakes", n=bad, odd=len(mistakes) - bad)
    return {
        "marks": marks,
        "bad": bad,
        "count": count if mistakes else word("change.no_mistakes"),
        "list": [_listed(*both) for both in zip(mistakes[:MOST_LISTED], marks, strict=False)],
    }


def _listed(one: dict[str, Any], mark: dict[str, Any]) -> Tree:
    go = node("button", word("change.line", **one), type="button", data_at=mark["from"])
    return node("li", "", go, node("span", f" {one['message']}"))


def _mark(one: dict[str, Any], lines: Sequence[str], starts: Sequence[int]) -> dict[str, Any]:
    change = one["suggestion"]
    at = min((change or one)["line"], len(lines)) - 1
    line, column = lines[at], (change or one)["column"] - 1
    here = line[column:]
    much = len(change["from"]) if change else len(here.split(",")[0].split("}")[0].rstrip()) or 1
    begin = starts[at] + _wide(line[:column])
    expected = one["expected"] and word("change.expected", **one)
    return {
        "from": begin,
        "to": min(starts[at] + _wide(line), begin + _wide(here[:much])),
        "severity": one["kind"],
        "message": ". ".join(said for said in (one["message"], expected, one["hint"]) if said),
        "action": change and word("change.change_to", **change),
        "insert": change and change["to"],
    }


def _wide(text: str) -> int:
    """Characters as browsers count them: those beyond the basic plane are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def who(told: dict[str, Any], month: date) -> dict[str, Any]:
    """Who moved, in sentences and by neighbourhood; residents as buttons that lead to their lives.

    told  of `moved.who_moved`;  month  the first day of the one at whose end both are compared
    """
    kinds = [kind for kind in KINDS if told["same_grades"] or kind not in ("better", "worse")]
    when = word("change.when", month=f"{month:%B %Y}", people=f"{told['people']:,}")
    lines = [
        word(f"change.{name}", was=f"{told[name][0]:,}", now=f"{told[name][1]:,}")
        for name in ("penalised", "wrongful")
    ]
    counts = [word(f"change.kind.{kind}", n=f"{told['many'][kind]:,}") for kind in kinds]
    moved = [
        node("li", "", node("span", said), *map(_resident, told["residents"][kind]))
        for kind, said in zip(kinds, counts, strict=True)
    ]
    head = [word("change.place_head"), word("change.people")]
    rows = [
        [word("change.place", n=one["number"] + 1), one["people"], *(one[kind] for kind in kinds)]
        for one in told["neighbourhoods"]
    ]
    return {
        "when": when if told["same_grades"] else f"{when} {word('change.other_grades')}",
        "kinds": [*(node("li", line) for line in lines), *moved],
        "places": table(
            word("change.by_place"), head + [word(f"change.short.{kind}") for kind in kinds], rows
        ),
        "say": " ".join([word("change.who") + ".", *lines, *counts]),
    }


def _resident(number: int) -> Tree:
    label = word("change.look", n=number)
    return node(
        "button", f"{number:,}", type="button", data_resident=number, **{"aria_label": label}
    )
