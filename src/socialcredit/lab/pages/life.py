"""One life of the town that is open, out of both books."""

from typing import Any

from socialcredit import api
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.kept import Kept
from socialcredit.lab.life_told import in_words
from socialcredit.lab.said import is_number
from socialcredit.lab.sessions import Seat, Visit

_books = Kept(2)  # of towns, gathered: another life of the same month is then quick


async def life(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """What happened to one resident until now, and what the authority would have to say.

    resident  the number;  month  how many months are lived at least: a life begins with the first
    """
    resident, month = said.get("resident"), said.get("month")
    seat = await visit.town()
    people = seat.recording.facts["people"]
    if not is_number(resident, people - 1):
        raise SocialCreditError(
            "nobody of this town has this number",
            str(resident)[:60],
            expected=f"a number from 0 to {people - 1}",
            hint="touch a square under Live, or type another number",
        )
    last = len(seat.recording.facts["months"])
    wanted = month if isinstance(month, int) and not isinstance(month, bool) else 1
    return await seat.use(lambda town: _told(seat, town, resident), max(1, min(wanted, last)))


def _told(seat: Seat, town: Any, resident: int) -> dict[str, Any]:
    run = _books.by((seat.asked.key, town.month), town.so_far)
    return in_words(api.life_of(run, resident), town.months[town.month - 1])


ASKS = {"life": life}
