"""How a town ended: the hash of its run, and the numbers that its report begins with."""

from typing import Any

from socialcredit.api import Town
from socialcredit.lab.rendering import word
from socialcredit.lab.sessions import Visit
from socialcredit.lab.trees import Tree, node


async def ended(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """Of the page's town, lived to its end: `content_hash`, and `numbers` as the report has them.

    The report's own luck and doubt stand beside each number.
    """
    told: dict[str, Any] = await (await visit.town()).read("ended", how_it_ended)
    return told


def how_it_ended(town: Town) -> dict[str, Any]:
    """The same of a town that may still have months to live."""
    run = town.to_end()
    return {"content_hash": run.content_hash, "numbers": [_number(one) for one in run.headlines]}


def _number(one: dict[str, str]) -> Tree:
    said = (one["text"], one["luck"], word("keep.unknown", unknown=one["unknown"]))
    return node("div", "", node("dt", one["value"]), *(node("dd", text) for text in said))


ASKS = {"ended": ended}
