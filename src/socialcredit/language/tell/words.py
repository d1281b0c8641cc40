"""The words that a rule may be written with: deeds, places, domains, sources, kinds of rules."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from socialcredit.core.retelling import OF_MONEY, Teller
from socialcredit.core.text import heading, joined, placed
from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.consequences import Consequence, When
from socialcredit.language.model.entries import KINDS, Entry
from socialcredit.language.model.lists import Ground
from socialcredit.language.model.provenance import Range

WHAT = ("deeds", "places", "domains", "sources", "kinds")
Word = dict[str, Any]


def words(what: str, beliefs: Beliefs, currency: str = "") -> list[Word]:
    """The words of a kind, each with `name` and `title`, and what else a drafter has to know.

    currency  in which sizes in money are; as the file of deeds has it where that is not known
    """
    if what == "deeds":
        return list(_deeds(beliefs, currency))
    tell = {
        "places": _places, "domains": _domains, "sources": _sources,
    }  # fmt: skip
    return list(_kinds() if what == "kinds" else tell[what](beliefs))


def _deeds(beliefs: Beliefs, currency: str) -> Iterator[Word]:
    for deed in beliefs.deeds.deeds:
        unit = deed.size.unit if deed.size else None
        yield {
            "name": deed.deed, "title": deed.title, "sign": deed.sign, "domain": deed.domain,
            "size": currency or unit if unit in OF_MONEY else unit, "lasts": deed.lasts is not None,
            **({"sectors": list(deed.sectors)} if deed.sectors else {}),
        }  # fmt: skip


def _places(beliefs: Beliefs) -> Iterator[Word]:
    for nation in beliefs.places.nations:
        yield {"name": nation.nation, "title": nation.title, "inside": None}
    for place in beliefs.places.places:
        yield {"name": place.place, "title": place.title, "inside": place.inside}


def _domains(beliefs: Beliefs) -> Iterator[Word]:
    tried = {attempt.domain: attempt.title for attempt in beliefs.domains.attempts}
    for domain in beliefs.domains.domains:
        title = domain.title or tried.get(domain.domain) or heading(domain.domain)
        yield {
            "name": domain.domain, "title": title, "parent": domain.parent,
            "tried": domain.domain in tried,
        }  # fmt: skip


def _sources(beliefs: Beliefs) -> Iterator[Word]:
    for sensor in beliefs.sensors.sources:
        yield {"name": sensor.source, "title": sensor.title, "sees": list(sensor.sees)}


def _kinds() -> Iterator[Word]:
    """What rules may be and do, with the meaning that their models give."""
    for kind in KINDS:
        yield _kind("entries", kind, Entry.model_fields[kind])
    models: dict[str, type[BaseModel]] = {
        "lists: enter": Ground, "consequences: when": When, "assumptions: doubt": Range,
    }  # fmt: skip
    for block, model in models.items():
        for name, field in model.model_fields.items():
            if field.description:
                yield _kind(block, field.alias or name, field)
    for name, field in Consequence.model_fields.items():
        if field.description:
            yield from _options(f"consequences: {name}", field)


def _kind(block: str, name: str, field: FieldInfo) -> Word:
    return {"name": name, "title": field.description, "of": block}


def _options(block: str, field: FieldInfo) -> Iterator[Word]:
    """Each word that a field may be, with its part of the field's description."""
    parts = (part.partition(": ") for part in (field.description or "").split("; "))
    told = {name.strip(): meaning for name, _, meaning in parts}
    for option in options_of(field.annotation):
        yield {"name": option, "title": told[option], "of": block}


def options_of(annotation: Any) -> list[str]:
    """The words that an annotation with a `Literal` somewhere in it allows."""
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    inside = get_args(annotation) if not _is_model(annotation) else ()
    wraps = (Union, types.UnionType, tuple, list)
    if get_origin(annotation) in wraps or hasattr(annotation, "__metadata__"):
        return [word for part in inside for word in options_of(part)]
    return []


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def word_line(word: Word, say: Teller = str) -> str:
    """What there is to say of a word besides its name, in one line; `say` tells it of others."""
    told = str(word["title"])
    if word.get("sign"):
        told += f" ({word['sign']}; {word['domain']}"
        told += f"; by {word['size']}" if word["size"] not in (None, "none") else ""
        told += "; lasts for months)" if word["lasts"] else ")"
        told += f", of {joined(word['sectors'])}" if word.get("sectors") else ""
    if word.get("inside"):
        told += f" (in {placed(word['inside'])})"
    if "parent" in word:
        part = [f"in {word['parent']}"] if word["parent"] else []
        told += f" ({'; '.join([*part, *([say('people try it')] if word['tried'] else [])])})"
    if "sees" in word:
        told += f": {', '.join(word['sees'])}"
    return told.replace(" ()", "")
