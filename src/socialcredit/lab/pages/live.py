"""A town month by month: what its page asks for by the socket."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from socialcredit.core.errors import SocialCreditError
from socialcredit.lab.address import of_form
from socialcredit.lab.link import followed
from socialcredit.lab.rendering import shown
from socialcredit.lab.sessions import Visit
from socialcredit.lab.shared_town import opened

PANELS = ("live", "change", "life", "join", "keep")  # of a town's page, in the order of tabs


async def live(request: Request) -> Response:
    """The page; which town, its script reads from the address."""
    return shown(request, "live.html.j2", panels=PANELS)


async def open_(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """The facts of the town of an address, with the address as it was understood.

    asked  the address as browsers have it: its query with what stands behind the #, or its form
    """
    asked = said.get("asked")
    if not isinstance(asked, dict | str):
        raise SocialCreditError("an address is asked for", hint='send {"asked": {"scenario": ..}}')
    seat = await visit.open(followed(asked) if isinstance(asked, str) else of_form(asked))
    return opened(seat.recording.facts, seat.asked) | {"recorded": seat.recording.months}


async def people(visit: Visit, said: dict[str, Any]) -> bytes:
    """zlib of the JSON of the residents' columns."""
    return (await visit.town()).people


async def month(visit: Visit, said: dict[str, Any]) -> bytes:
    """The frame of a month, lived if nobody has yet."""
    seat = await visit.town()
    number = seat.month(said.get("number"))
    return (await seat.upto(number)).frame(number)


async def leave(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """Look at nothing any more; somebody else may have the place."""
    visit.leave_towns()
    visit.house.room.leave(visit)
    return {}


ASKS = {"open": open_, "people": people, "month": month, "leave": leave}
GETS = {"/live": live}
