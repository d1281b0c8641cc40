"""The panel "Join": which bodies pass on what they file, and whom a cut link would spare."""

from typing import Any

from socialcredit import api
from socialcredit.core.errors import SocialCreditError
from socialcredit.lab.join_told import Net, altered, in_words
from socialcredit.lab.sessions import Visit

ENDS = "standings"  # what is read off a town


async def join(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """What the panel shows of the page's town, and of it with the pairs joined that are drawn.

    drawn  whether each pair is joined in the drawing; None: as in the town
    live   how much is lived to its end now: `none`, the `town`, or what is `drawn` as well
    """
    seat, live = await visit.town(), said.get("live")
    found = await seat.use(api.joins, 0)
    net = Net(found["bodies"], found["pairs"], _drawn(said.get("drawn"), found["pairs"]))
    asked = altered(seat.asked, net) if net.pairs and not net.same else None
    lives = live != "none" and net.pairs
    now = await seat.read(ENDS, api.standings) if lives else visit.house.known(seat.asked, ENDS)
    then = None
    if asked is not None and live == "drawn":
        then = await (await visit.town(asked)).read(ENDS, api.standings)
    elif asked is not None:
        then = visit.house.known(asked, ENDS)
    whole = Net(net.bodies, net.pairs, net.drawn, now, then)
    told = in_words(whole, str(seat.recording.facts["months"][-1])[:7])
    return told | {"asked": (asked or seat.asked).form()}


def _drawn(drawn: Any, pairs: list[dict[str, Any]]) -> list[bool]:
    if drawn is None:
        return [bool(pair["joined"]) for pair in pairs]
    if not isinstance(drawn, list) or len(drawn) != len(pairs):
        raise SocialCreditError("this is no drawing of the town's pairs", str(drawn)[:60])
    return [bool(one) and pair["can"] for one, pair in zip(drawn, pairs, strict=True)]


ASKS = {"join": join}
