"""Other rules for a town: their text, checked while it is written, levers, and who moves."""

import json
import zlib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from socialcredit import api
from socialcredit.core.errors import SocialCreditError
from socialcredit.lab import limits
from socialcredit.lab.address import Asked, of_form
from socialcredit.lab.change_told import designs, marked, sliders, stops, who
from socialcredit.lab.moved import who_moved
from socialcredit.lab.said import is_number
from socialcredit.lab.sessions import Seat, Visit

KEPT = 64


async def rules(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """The rules of the town that is open: their text as shipped, sliders, milder designs."""
    return await visit.quick(_rules, (await visit.town()).asked)


def _rules(asked: Asked) -> dict[str, Any]:
    scenario, name = _meant(asked)
    shipped = api.scheme_text(name)
    texts = {} if asked.text is None else {name: asked.text}
    levers = api.levers(scenario, name, texts)
    return {
        "shipped": shipped,
        "levers": sliders(levers),
        "stops": stops(levers),
        "designs": designs(api.fitting(scenario, asked.sets, texts)),
    }


async def check(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """Every mistake of a text that somebody is writing; too quick to wait for a turn."""
    text, spoken = await _written(visit, said)
    return marked(text, await visit.quick(api.check_text, text, spoken))


async def complete(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """What may be written at a `place` of a text, as browsers count its characters."""
    text, spoken = await _written(visit, said)
    at = said.get("place")
    if not is_number(at, 2 * limits.TEXT):
        raise SocialCreditError("the text has no such place", str(at)[:60])
    before = text.encode("utf-16-le", "surrogatepass")[: 2 * at].decode("utf-16-le", "replace")
    start, told = await visit.quick(api.completions, text, len(before), spoken)
    words = [
        {
            "label": one["word"],
            "detail": one["says"],
            "apply": f"{one['word']}: " if one["kind"] == "key" else one["word"],
        }
        for one in told
    ]
    return {"from": at - (len(before) - start), "words": words}


async def _written(visit: Visit, said: dict[str, Any]) -> tuple[str, api.Spoken]:
    """The text that is sent, and the words that it may use."""
    asked, text = (await visit.town()).asked, said.get("text")
    if not isinstance(text, str) or len(text) > limits.TEXT:
        raise SocialCreditError(
            "a scheme is sent as text",
            expected=f"at most {limits.TEXT:,} characters",
            hint="leave out what is not needed",
        )
    return text, await visit.quick(lambda: _vocabulary(*_meant(asked)))


async def moved(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """Who stands otherwise at a month's end in the town that is open than in another.

    asked  the form of the other's address;  month  how many months are lived in both
    """
    form, mine = said.get("asked"), await visit.town()
    month = mine.month(said.get("month"))
    if not isinstance(form, Mapping):
        raise SocialCreditError("the other town is not said", hint="send its address as `asked`")
    other = await visit.town(of_form(form))
    await other.upto(month)
    await mine.upto(month)
    return await visit.turn(_moved, other, mine, month)


def _moved(other: Seat, mine: Seat, month: int) -> dict[str, Any]:
    places = json.loads(zlib.decompress(mine.people))["neighbourhood"]
    told = who_moved(other.recording, mine.recording, month, places)
    first = mine.recording.facts["months"][max(0, month - 1)]
    return who(told, date.fromisoformat(first))


def _meant(asked: Asked) -> tuple[str, str]:
    """The scenario, as what is shipped, and which of its schemes is shown."""
    return f"shipped:{asked.scenario}", asked.edited


@lru_cache(KEPT)
def _vocabulary(scenario: str, scheme: str) -> api.Spoken:
    return api.vocabulary(scheme, scenario)


ASKS = {"rules": rules, "check": check, "complete": complete, "moved": moved}
