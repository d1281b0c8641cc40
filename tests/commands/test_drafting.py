"""Words to write rules with, what files may say, results for machines; no compiler is loaded."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from socialcredit.language.model.consequences import Consequence, When
from socialcredit.language.model.entries import KINDS as KINDS_OF_ENTRY
from socialcredit.language.model.lists import Ground
from socialcredit.language.read.positions import plain
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve import paths
from socialcredit.language.resolve.loading import load_beliefs, load_scheme
from socialcredit.language.schema import KINDS, json_schema
from socialcredit.language.tell.words import WHAT, options_of
from tests.commands.conftest import Call

SOURCES = Path(__file__).parents[2] / "src"
FILES: list[tuple[str, Path]] = [
    *(("scheme", paths.scheme_file(name)) for name in paths.scheme_names()),
    *(("cases", path) for path in sorted(paths.SCHEMES.glob("*/cases.yaml"))),
    *(("published", path) for path in sorted(paths.SCHEMES.glob("*/published.yaml"))),
    *(("scenario", paths.scenario_file(name)) for name in paths.scenario_names()),
    *(("alternative", paths.alternative_file(name)) for name in paths.alternative_names()),
    *(
        (
            "firms" if n.endswith("/population.yaml") else re.split(r"[-.]", Path(n).name)[0],
            paths.ASSUMPTIONS / n,
        )
        for n in paths.assumption_names()
    ),
]


def words_of(call: Call, what: str, *more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(call("words", what, *more, "--json").out)
    return found


def test_the_words_are_those_of_the_assumptions(call: Call) -> None:
    beliefs = load_beliefs()
    names = {what: [word["name"] for word in words_of(call, what)] for what in WHAT}
    assert names["deeds"] == [deed.deed for deed in beliefs.deeds.deeds]
    assert names["places"] == ["china", *(place.place for place in beliefs.places.places)]
    assert names["domains"] == [domain.domain for domain in beliefs.domains.domains]
    assert names["sources"] == [sensor.source for sensor in beliefs.sensors.sources]


@pytest.mark.parametrize("what", WHAT)
def test_each_word_has_a_meaning_and_a_line(call: Call, what: str) -> None:
    told = call("words", what).out
    for word in words_of(call, what):
        assert word["title"].strip()
        assert re.search(rf"^ *{re.escape(word['name'])}  \S", told, re.MULTILINE)


def test_every_kind_that_a_model_knows_is_told(call: Call) -> None:
    told: dict[str, set[str]] = {}
    for word in words_of(call, "kinds"):
        told.setdefault(word["of"], set()).add(word["name"])
    assert told["entries"] == {*KINDS_OF_ENTRY}
    assert told["lists: enter"] == {*Ground.model_fields}
    assert told["consequences: when"] == {*When.model_fields} - {"of"}
    for name in ("effect", "per", "hits"):
        options = options_of(Consequence.model_fields[name].annotation)
        assert options and told[f"consequences: {name}"] == {*options}


def test_the_words_of_a_scenario_are_those_of_its_assumptions(call: Call) -> None:
    shared, own = (
        {word["name"] for word in words_of(call, "deeds", *more)}
        for more in ((), ("--of", "suining"))
    )
    assert own - shared and "jaywalking" in own & shared


def test_words_that_there_are_not_are_met_with_the_nearest(call: Call) -> None:
    seen = call("words", "dees")
    assert seen.code == 1 and "did you mean 'deeds'?" in seen.err and "next: " in seen.err
    assert "did you mean 'scheme'?" in call("schema", "schema").err


class Refused(Exception):
    """A value that a schema does not allow."""


def held(value: Any, schema: dict[str, Any], whole: dict[str, Any], at: str = "") -> None:
    """Hold a value against what JSON Schema says of it, as far as our schemas say anything."""
    if "$ref" in schema:
        held(value, whole["$defs"][schema["$ref"].removeprefix("#/$defs/")], whole, at)
    if "if" in schema:
        way = "then" if fits(value, schema["if"], whole) else "else"
        held(value, schema[way], whole, at)
    if "anyOf" in schema and not any(fits(value, one, whole) for one in schema["anyOf"]):
        raise Refused(f"{at}: {value!r} is none of {schema['anyOf']}")
    ways = [one for one in schema.get("oneOf", ()) if fits(value, one, whole)]
    if "oneOf" in schema and len(ways) != 1:
        raise Refused(f"{at}: {value!r} is {len(ways)} of {schema['oneOf']}")
    if "const" in schema and value != schema["const"]:
        raise Refused(f"{at}: {value!r} is not {schema['const']!r}")
    if "enum" in schema and value not in schema["enum"]:
        raise Refused(f"{at}: {value!r} is not in {schema['enum']}")
    if "type" in schema and not of_type(value, schema["type"]):
        raise Refused(f"{at}: {value!r} is no {schema['type']}")
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        raise Refused(f"{at}: {value!r} is not like {schema['pattern']}")
    if isinstance(value, int | float) and not isinstance(value, bool):
        least, most = schema.get("minimum", value), schema.get("maximum", value)
        if not least <= value <= most:
            raise Refused(f"{at}: {value} is not from {least} to {most}")
    if isinstance(value, list):
        first = schema.get("prefixItems", [])
        rest = [schema.get("items", {})] * max(0, len(value) - len(first))
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**9):
            raise Refused(f"{at}: {len(value)} items")
        for number, (item, one) in enumerate(zip(value, [*first, *rest], strict=False)):
            held(item, one if isinstance(one, dict) else {}, whole, f"{at}.{number}")
    if isinstance(value, dict):
        held_by_key(value, schema, whole, at)


def held_by_key(
    value: dict[str, Any], schema: dict[str, Any], whole: dict[str, Any], at: str
) -> None:
    missing = [key for key in schema.get("required", ()) if key not in value]
    if missing:
        raise Refused(f"{at}: {missing} are missing")
    known, other = schema.get("properties", {}), schema.get("additionalProperties", True)
    for key, item in value.items():
        if key in known:
            held(item, known[key] if known[key] is not True else {}, whole, f"{at}.{key}")
        elif other is False:
            raise Refused(f"{at}: {key} is not known")
        elif isinstance(other, dict):
            held(item, other, whole, f"{at}.{key}")


def fits(value: Any, schema: dict[str, Any], whole: dict[str, Any]) -> bool:
    try:
        held(value, schema, whole)
    except Refused:
        return False
    return True


def of_type(value: Any, name: str) -> bool:
    types: dict[str, Any] = {
        "object": dict, "array": list, "string": str, "boolean": bool, "null": type(None),
        "number": int | float, "integer": int,
    }  # fmt: skip
    whole = isinstance(value, types[name])
    return whole and (name == "boolean" or not isinstance(value, bool))


def as_json(value: Any) -> Any:
    """A value of a file as an editor has it: days are text."""
    return json.loads(json.dumps(value, default=lambda day: day.isoformat()))


@pytest.mark.parametrize(("kind", "file"), FILES)
def test_what_is_shipped_is_allowed_and_a_key_nobody_knows_is_not(kind: str, file: Path) -> None:
    schema, told = json_schema(kind), as_json(plain(read(file)))
    held(told, schema, schema)
    if kind == "population":
        return  # whose tables bear any name
    wrong = [{**told[0], "nonesuch": 1}] if kind == "cases" else {**told, "nonesuch": 1}
    assert not fits(wrong, schema, schema)


def test_an_unknown_key_within_a_rule_is_not_allowed_either() -> None:
    schema, told = json_schema("scheme"), as_json(plain(read(paths.scheme_file("rongcheng"))))
    told["entries"][0]["nonesuch"] = 1
    assert not fits(told, schema, schema)
    variant = {"extends": "rongcheng", "entries": [{"deed": "jaywalking", "nonesuch": 1}]}
    assert not fits(variant, schema, schema)
    variant["entries"][0] = {"deed": "jaywalking", "points": -1}  # type: ignore[index]
    assert fits(variant, schema, schema)


@pytest.mark.parametrize("kind", ["scheme", "cases"])
def test_a_ground_is_a_deed_or_another_schemes_list_or_grade_and_one_of_them(kind: str) -> None:
    schema = json_schema(kind)
    name = "Entry" if kind == "scheme" else "CaseRecord"
    part, changed = schema["$defs"][name], schema["$defs"].get(f"{name}Changed")
    grounds = {"deed": "jaywalking", "listed_by": {"scheme": "a", "list": "b"},
               "graded_by": {"scheme": "a", "grades": ["D"]}}  # fmt: skip
    filled = dict.fromkeys(part["required"], "2014-01-01")

    def allowed(*chosen: str) -> bool:
        told = {**filled, **{one: grounds[one] for one in chosen}}
        return fits(told, {"required": part["required"], "oneOf": part["oneOf"]}, schema)

    assert all(allowed(one) for one in grounds)
    assert not allowed() and not allowed("deed", "listed_by") and not allowed(*grounds)
    assert changed is None or "oneOf" not in changed, "a variant may leave the ground as it is"


def test_a_schema_is_printed_for_each_kind(call: Call) -> None:
    listed = call("schema").out
    for kind in KINDS:
        assert f"\n{kind}  " in f"\n{listed}"
        assert json.loads(call("schema", kind).out) == json_schema(kind)


def test_a_new_scheme_brings_its_schemas_along(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    call("new", "mine")
    for kind in ("scheme", "cases", "scenario"):
        first = Path(f"mine/{kind}.yaml").read_text(encoding="utf-8").splitlines()[0]
        named = first.removeprefix("# yaml-language-server: $schema=")
        schema = json.loads((Path("mine") / named).read_text(encoding="utf-8"))
        assert schema == json_schema(kind)
        held(as_json(plain(read(Path(f"mine/{kind}.yaml")))), schema, schema)


def test_show_says_in_json_what_it_says_in_words(call: Call) -> None:
    scheme, text = load_scheme("rongcheng"), " ".join(call("show", "rongcheng").out.split())
    told = json.loads(call("show", "rongcheng", "--json").out)
    assert len(told["rules"]) == len(scheme.rules)
    assert {"title", "story", "departures", "sources"} <= told.keys()
    said = [rule["says"].rpartition(": ")[2].split(", ")[0] for rule in told["rules"]]
    assert sum(" ".join(one.split()) in text for one in said) > 0.9 * len(said)
    for rule in told["rules"]:
        date.fromisoformat(rule["rule"]["since"])
        assert rule["rule"]["source"] == "assumed" or rule["rule"]["source"] in told["sources"]


def test_an_alternative_is_shown_in_json(call: Call) -> None:
    told = json.loads(call("show", "fast-appeal", "--json").out)
    assert told["alternative"] == "fast-appeal"
    assert all(change["says"] and change["in"] for change in told["changes"])


def test_diff_says_in_json_what_it_says_in_words(call: Call) -> None:
    words = ("diff", "rongcheng", "weihai", "--people", "0")
    text, told = call(*words).out, json.loads(call(*words, "--json").out)
    marks = [line[0] for line in text.splitlines() if line[:2] in ("- ", "+ ")]
    assert [m for m in marks if m == "-"] == ["-" for side in told["differ"] if side["of"] == "a"]
    assert [m for m in marks if m == "+"] == ["+" for side in told["differ"] if side["of"] == "b"]
    assert f"same in both: {told['same']}." in text


CALLS = [
    ["words", "kinds"], ["schema", "scheme"], ["show", "rongcheng"], ["check", "small-town"],
    ["check", "deeds.yaml"], ["check", "fast-appeal"],
]  # fmt: skip
LOADED = """
import sys
from socialcredit.cli import main
for words in {calls!r}:
    try:
        main(words)
    except SystemExit as end:
        assert not end.code, (words, end.code)
    assert "numba" not in sys.modules, words
print("all called", file=sys.stderr)
"""


def test_no_compiler_is_loaded_where_nothing_is_computed() -> None:
    """One call after another in one process: the first that loads it is named."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(calls=CALLS)],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(SOURCES)},
    )  # fmt: skip
    assert done.stderr.splitlines()[-1] == "all called", done.stderr
