"""The panel "Join": which bodies pass on what they file, and whom a cut link would spare."""

from typing import Any

from socialcredit import api
from socialcredit.core.errors import SocialCreditError
from socialcredit.lab.address import of_form
from socialcredit.lab.sessions import Visit


async def pairs(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """The bodies of the page's town and the pairs of them that may share."""
    return await (await visit.town()).use(api.joins, 0)


async def ends(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """How the bodies stand at the end of the page's town, or of that which is asked for."""
    form = said.get("asked")
    if form is not None and not isinstance(form, dict):
        raise SocialCreditError("an address is asked for", hint='send {"asked": {"scenario": ..}}')
    seat = await visit.town(None if form is None else of_form(form))
    return await seat.written(api.standings)


ASKS = {"join-pairs": pairs, "join-ends": ends}
