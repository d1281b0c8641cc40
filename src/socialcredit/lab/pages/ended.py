"""How a town ended: the hash of its run, and the numbers that its report begins with."""

from typing import Any

from socialcredit.api import Town
from socialcredit.lab.sessions import Visit


async def ended(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """Of the page's town, lived to its end: `content_hash`, and `numbers` as the report has them.

    The report's own luck and doubt stand beside each number: `value`, `text`, `luck`, `unknown`.
    """
    told: dict[str, Any] = await (await visit.town()).read("ended", how_it_ended)
    return told


def how_it_ended(town: Town) -> dict[str, Any]:
    """The same of a town that may still have months to live."""
    run = town.to_end()
    return {"content_hash": run.content_hash, "numbers": run.headlines}


ASKS = {"ended": ended}
