"""One life of the town that is open, out of both books."""

from collections import OrderedDict
from threading import Lock
from typing import Any

from socialcredit import api
from socialcredit.core.errors import SocialCreditError
from socialcredit.lab.life_told import in_words
from socialcredit.lab.sessions import Seat, Visit

KEPT = 2  # towns whose books stay gathered: another life of the same month is then quick

_kept: OrderedDict[tuple[str, int], Any] = OrderedDict()
_lock = Lock()


async def life(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """What happened to one resident until now, and what the authority would have to say.

    resident  the number;  month  how many months are lived at least: a life begins with the first
    """
    resident, month = said.get("resident"), said.get("month")
    seat = await visit.town()
    people = seat.recording.facts["people"]
    if isinstance(resident, bool) or not isinstance(resident, int) or not 0 <= resident < people:
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
    key = (seat.asked.key, town.month)
    with _lock:
        run = _kept.get(key)
    if run is None:
        run = town.so_far()
        with _lock:
            _kept[key] = run
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    return in_words(api.life_of(run, resident), town.months[town.month - 1])


ASKS = {"life": life}
