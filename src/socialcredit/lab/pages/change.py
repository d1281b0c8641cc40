"""Other rules for a town: their text, checked while it is written, levers, and who moves."""

import json
import zlib
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from socialcredit import api
from socialcredit.core.errors import SocialCreditError
from socialcredit.lab.address import Asked, of_form
from socialcredit.lab.moved import who_moved
from socialcredit.lab.sessions import Visit

KEPT = 64


async def rules(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """The rules of the town that is open: their text, and that as shipped; levers, alternatives."""
    return await visit.quick(_rules, (await visit.town()).asked)


def _rules(asked: Asked) -> dict[str, Any]:
    scenario, name = _meant(asked)
    shipped = api.scheme_text(name)
    texts = {} if asked.text is None else {name: asked.text}
    return {
        "scheme": name,
        "shipped": shipped,
        "text": shipped if asked.text is None else asked.text,
        "levers": api.levers(scenario, name, texts),
        "alternatives": api.fitting(scenario, asked.sets, texts),
    }


async def spoken(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """What a scheme's text may say at each place, and the words that it may use there."""
    words = await visit.quick(_vocabulary, *_meant((await visit.town()).asked))
    return {"words": words.as_fields(), "schema": _schema()}


async def check(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """Every mistake of a text that somebody is writing; too quick to wait for a turn."""
    asked, text = (await visit.town()).asked, said.get("text")
    if not isinstance(text, str):
        raise SocialCreditError("a scheme is sent as text", hint="send it as `text`")
    words = _vocabulary(*_meant(asked))
    return {"mistakes": await visit.quick(api.check_text, text, words)}


async def moved(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """Who stands otherwise at a month's end in the town that is open than in another.

    asked  the form of the other's address;  month  how many months are lived in both
    """
    form, month = said.get("asked"), said.get("month")
    mine = await visit.town()
    last = len(mine.recording.facts["months"])
    if isinstance(month, bool) or not isinstance(month, int) or not 0 <= month <= last:
        raise SocialCreditError("the town has no such month", expected=f"from 0 to {last}")
    if not isinstance(form, Mapping):
        raise SocialCreditError("the other town is not said", hint="send its address as `asked`")
    other = await visit.town(of_form(form))
    before, after = await other.upto(month), await mine.upto(month)
    places = json.loads(zlib.decompress(mine.people))["neighbourhood"]
    return await visit.turn(who_moved, before, after, month, places)


def _meant(asked: Asked) -> tuple[str, str]:
    """The scenario, as what is shipped, and which of its schemes is shown."""
    return f"shipped:{asked.scenario}", asked.edited


@lru_cache(KEPT)
def _vocabulary(scenario: str, scheme: str) -> api.Spoken:
    return api.vocabulary(scheme, scenario)


@cache
def _schema() -> dict[str, Any]:
    """Of the schema of schemes what an editor completes: by part, each key with what it takes.

    A key has `says` (what it means), `part` (the part that stands under it) and `one_of`.
    """
    whole = api.scheme_schema()["$defs"]
    return {
        name: {key: _key(value) for key, value in part["properties"].items()}
        for name, part in whole.items()
        if not name.endswith("Changed") and "properties" in part
    } | {"whole": {key: _key(value) for key, value in _whole(whole).items()}}


def _whole(parts: dict[str, Any]) -> dict[str, Any]:
    """Keys of a scheme's file; those of a variant among them."""
    return {**parts["wholeChanged"]["properties"], **parts["whole"]["properties"]}


def _key(value: Any) -> dict[str, Any]:
    found = {"says": value.get("description", "") if isinstance(value, dict) else ""}
    one_of, part = list[str](), ""
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            one_of += [str(one) for one in node.get("enum", [])]
            if node.get("type") == "boolean":
                one_of += ["true", "false"]
            part = str(node.get("$ref", part)).rsplit("/", 1)[-1].removesuffix("Changed")
            waiting += [node[key] for key in INSIDE if key in node]
    return found | ({"part": part} if part else {}) | ({"one_of": one_of} if one_of else {})


INSIDE = ("anyOf", "allOf", "items", "prefixItems", "additionalProperties")

ASKS = {"rules": rules, "spoken": spoken, "check": check, "moved": moved}
