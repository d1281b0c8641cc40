"""What a kind of file may say, as JSON Schema, so that an editor can help while it is written."""

from __future__ import annotations

import copy
from typing import Any

from pydantic import BaseModel

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.language.model.alternative import Alternative
from socialcredit.language.model.beliefs import FILES
from socialcredit.language.model.cases import Case
from socialcredit.language.model.declared import Declared
from socialcredit.language.model.elsewhere import WAYS
from socialcredit.language.model.experiment import Experiment
from socialcredit.language.model.firms import FirmFile
from socialcredit.language.model.form import Form
from socialcredit.language.model.lesson import Lesson
from socialcredit.language.model.published import Published
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme

KINDS: dict[str, type[BaseModel]] = {
    "scheme": Scheme,
    "scenario": Scenario,
    "alternative": Alternative,
    "cases": Case,
    "published": Published,
    "experiment": Experiment,
    "lesson": Lesson,
    "form": Form,
    "declared": Declared,
    **FILES,
    "firms": FirmFile,
}
LISTS = ("cases",)  # files that are one list
EXTEND = (
    "scheme",
    "scenario",
    *FILES,
    "firms",
)  # files that may give only what differs from another
IN_PLACE = {"Entry", "CaseRecord"}  # in which another scheme's list or grade may be the ground
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file (scheme, scenario, deeds, ...) for editors."""
    if kind not in KINDS:
        raise SocialCreditError(
            f"there is no kind of file `{kind}`",
            expected="one of " + ", ".join(KINDS),
            meant=nearest(kind, KINDS),
            hint="give one of these, or none to have them listed",
        )
    schema = KINDS[kind].model_json_schema(by_alias=True)
    named = schema.pop("$defs", {})
    for name in IN_PLACE & named.keys():
        named[name]["required"].remove("deed")
        named[name]["oneOf"] = [{"required": [ground]} for ground in ("deed", *WAYS)]
    if kind in LISTS:
        named["whole"] = {"type": "array", "minItems": 1, "items": schema}
    else:
        named["whole"] = schema
    top: dict[str, Any] = {"$schema": DIALECT, "title": f"{kind} of socialcredit"}
    if kind not in EXTEND:
        return {**top, "$ref": "#/$defs/whole", "$defs": named}
    changes = {f"{name}Changed": _loosened(part) for name, part in named.items()}
    changes["wholeChanged"]["properties"] |= _about_originals()
    known = changes["wholeChanged"]["properties"]
    return {
        **top,
        "type": "object",
        "properties": dict.fromkeys(known, True),  # what there is, whichever of the two holds
        "if": {"required": ["extends"]},
        "then": {"$ref": "#/$defs/wholeChanged"},
        "else": {"$ref": "#/$defs/whole"},
        "$defs": {**named, **changes},
    }


def _about_originals() -> dict[str, Any]:
    texts = {"type": "array", "items": {"type": "string"}}
    name = {"anyOf": [{"type": "string"}, texts]}
    gone = {"type": "object", "additionalProperties": {"anyOf": [texts, {"const": "all"}]}}
    return {
        "extends": {**name, "description": "the original that this file changes, or several"},
        "without": {**gone, "description": "names of the original that are left out, by block"},
    }


def _loosened(part: dict[str, Any]) -> dict[str, Any]:
    """A part of which a variant gives only what differs: nothing in it has to be there."""
    loose: dict[str, Any] = _without_needs(copy.deepcopy(part))
    return loose


def _only_needs(ways: Any) -> bool:
    """Whether these alternatives say only what has to be there."""
    return all(way.keys() == {"required"} for way in ways)


def _without_needs(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_needs(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: _without_needs(item)
        for key, item in node.items()
        if key != "required" and not (key == "oneOf" and _only_needs(item))
    }
    if isinstance(kept.get("$ref"), str):
        kept["$ref"] += "Changed"
    return kept
