"""What RO-Crate 1.1 and the Process Run Crate profile 0.5 ask of a crate, written down by hand."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from socialcredit.core.run_files import hash_file
from socialcredit.core.run_layout import CRATE

SPEC, PROFILE = "https://w3id.org/ro/crate/1.1", "https://w3id.org/ro/wfrun/process/0.5"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+00:00")
OUTSIDE = ("http://", "https://")
# Terms of the contexts that are used; whatever else stood there would mean nothing to a reader.
TERMS = {
    "about", "actionStatus", "conformsTo", "contentSize", "datePublished", "description",
    "encodingFormat", "endTime", "hasPart", "identifier", "instrument", "license", "mentions",
    "name", "object", "propertyID", "result", "sha256", "softwareVersion", "startTime", "value",
    "version",
}  # fmt: skip


def entities(folder: Path) -> dict[str, dict[str, Any]]:
    """All entities of a crate by their identifiers."""
    told = json.loads((folder / CRATE).read_text(encoding="utf-8"))
    return {one["@id"]: one for one in told["@graph"]}


def files_of(folder: Path) -> dict[str, dict[str, Any]]:
    """The files that a crate names, by their paths."""
    found = entities(folder).values()
    return {unquote(one["@id"]): one for one in found if one["@type"] == "File"}


def refused(folder: Path) -> list[str]:
    """Everything that the two specifications would not let pass, in words."""
    return [*_of_the_graph(folder), *_of_the_root(folder), *_of_actions(folder), *_of_files(folder)]


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from [value["@id"]] if set(value) == {"@id"} else []
        for one in value.values():
            yield from _ids(one)
    elif isinstance(value, list):
        for one in value:
            yield from _ids(one)


def _of_the_graph(folder: Path) -> Iterator[str]:
    told = json.loads((folder / CRATE).read_text(encoding="utf-8"))
    if told["@context"] != [f"{SPEC}/context", "https://w3id.org/ro/terms/workflow-run/context"]:
        yield "another context"
    names = [one["@id"] for one in told["@graph"]]
    if len(set(names)) < len(names):
        yield "an identifier stands twice"
    for one in told["@graph"]:
        unknown = set(one) - TERMS - {"@id", "@type"}
        if unknown or "@type" not in one:
            yield f"{one['@id']} has no type, or terms of no vocabulary: {sorted(unknown)}"
        for name in _ids({key: value for key, value in one.items() if key != "@id"}):
            if name not in names and not name.startswith(OUTSIDE):
                yield f"{name} leads nowhere"


def _of_the_root(folder: Path) -> Iterator[str]:
    every = entities(folder)
    descriptor, root = every.get(CRATE, {}), every.get("./", {})
    if descriptor.get("conformsTo") != {"@id": SPEC} or descriptor.get("about") != {"@id": "./"}:
        yield "the descriptor does not say what it describes, or by which specification"
    if root.get("@type") != "Dataset" or root.get("conformsTo") != {"@id": PROFILE}:
        yield "the root is no data set of the profile"
    if every.get(PROFILE, {}).get("@type") != "CreativeWork":
        yield "the profile is no entity"
    if not all(root.get(key) for key in ("name", "description", "license")):
        yield "the root lacks name, description or licence"
    if not DAY.fullmatch(root.get("datePublished", "")):
        yield "the root has no date"
    if not {"name", "description"} <= set(every.get(root.get("license", {}).get("@id"), {})):
        yield "the licence is not told in words"
    there = {name for name, one in every.items() if one["@type"] == "File"}
    if {one["@id"] for one in root.get("hasPart", [])} != there:
        yield "the root does not have the files as its parts"


def _of_actions(folder: Path) -> Iterator[str]:
    every = entities(folder)
    actions = [one for one in every.values() if one["@type"] == "CreateAction"]
    if not actions:
        yield "nothing was done"
    mentioned = {one["@id"] for one in every.get("./", {}).get("mentions", [])}
    for one in actions:
        program = every.get(one.get("instrument", {}).get("@id"), {})
        if program.get("@type") != "SoftwareApplication":
            yield "an action without a program"
        if not program.get("name") or not program.get("softwareVersion"):
            yield "a program without name or version"
        if one["@id"] not in mentioned:
            yield "an action that the root does not mention"
        if not one.get("name") or not one.get("description") or not one.get("result"):
            yield "an action that does not say what it is, or leaves nothing"
        times = [one[key] for key in ("startTime", "endTime") if key in one]
        if not all(MOMENT.fullmatch(time) for time in times) or sorted(times) != times:
            yield "times that are none, or run backwards"


def _of_files(folder: Path) -> Iterator[str]:
    for name, one in files_of(folder).items():
        path = folder / name
        if not path.is_file():
            yield f"{name} is not there"
        elif one.get("sha256") != hash_file(path):
            yield f"{name} has another hash"
        elif one.get("contentSize") != str(path.stat().st_size):
            yield f"{name} has another size"
        if not re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", one.get("encodingFormat", "")):
            yield f"{name} is of no known kind"
