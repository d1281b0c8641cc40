"""A life in the words of its panel."""

from datetime import date
from typing import Any

from socialcredit.lab.rendering import word
from socialcredit.lab.trees import Tree, node


def in_words(told: dict[str, Any], until: date) -> dict[str, Any]:
    """What the panel shows of `api.life_of`: sentences, and elements by the part they stand in.

    until  the first day of the month that was lived last
    """
    wrong = [one["sentence"] for one in told["wrong_records"]] or [word("life.none_wrong")]
    empty = [node("p", word("life.no_notice"))]
    return {
        "who": word("life.who", n=told["resident"], who=told["person"]["text"]),
        "until": word("life.until", month=f"{until:%B %Y}"),
        "rows": [_row(one) for one in told["rows"]] or [_nothing()],
        "right": [node("li", sentence) for sentence in wrong],
        "notices": [_notice(one) for one in told["notices"]] or empty,
    }


def _row(row: dict[str, Any]) -> Tree:
    same = row["until"] == row["date"]
    day = row["date"] if same else f"{row['date']} – {row['until']}"
    wrong = " wrong" if row["true"] and row["book"] == "filed" else ""
    cells = (node("td", row["was"]), node("td", row["said"]))
    return node("tr", "", node("th", day, scope="row"), *cells, class_=f"book-{row['book']}{wrong}")


def _nothing() -> Tree:
    return node("tr", "", node("td"), node("td", word("life.nothing")), node("td"))


def _notice(told: dict[str, Any]) -> Tree:
    score = told["score"]
    said = {**told, "score": None if score is None else f"{score:g}"}
    graded = word("life.grade" if score is None else "life.grade_score", **said)
    penal = word("life.penal" if told["penal"] else "life.not_penal")
    found = [node("h3", word("life.notice", **told)), node("p", f"{graded} {penal}")]
    found.append(node("p", word("life.reasons" if told["reasons"] else "life.no_reasons")))
    if told["reasons"]:
        found.append(node("ol", "", *(node("li", _reason(one)) for one in told["reasons"])))
    if told["left"]:
        found.append(node("p", word("life.left", **told)))
    if told["appeals"]:
        found.append(node("h4", word("life.appeals")))
        found.append(node("ul", "", *(node("li", _appeal(one)) for one in told["appeals"])))
    return node("section", "", *found, class_="card")


def _reason(told: dict[str, Any]) -> str:
    points = told["points"]
    said = {**told, "points": None if points is None else f"{points:+g}"}
    alone = "reason_grade" if told["leads"] else "reason_none"
    reason = word("life.reason" if points is not None else f"life.{alone}", **said)
    return f"{reason} {word('life.told' if told['told'] else 'life.untold', **said)}"


def _appeal(told: dict[str, Any]) -> str:
    found = [word("life.appeal", **told), word(f"life.state_{told['state']}", **told)]
    found.append(word("life.is_right" if told["right"] else "life.could_say", **told))
    if told["differs"].startswith("recorded: "):
        found.append(f"({told['differs']})")
    return " ".join(found)
