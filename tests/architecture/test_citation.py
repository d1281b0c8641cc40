"""`CITATION.cff` says how this program is cited, in the words of the format 1.2.0."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import socialcredit

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# The schema 1.2.0, as far as the file goes: no other key is allowed there.
KEYS = {
    "abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi",
    "identifiers", "keywords", "license", "license-url", "message", "preferred-citation",
    "references", "repository", "repository-artifact", "repository-code", "title", "type", "url",
    "version",
}  # fmt: skip
REQUIRED = {"authors", "cff-version", "message", "title"}
ENTITY = {
    "address", "alias", "city", "country", "date-end", "date-start", "email", "fax", "location",
    "name", "orcid", "post-code", "region", "tel", "website",
}  # fmt: skip
TEXTS = ("abstract", "message", "title", "version", "license")
DAY = re.compile(r"\d{4}-(0[1-9]|1[012])-(0[1-9]|[12]\d|3[01])")


def refused(told: dict[str, Any]) -> list[str]:
    """What the schema would not let pass, in words."""
    found = [f"no key {key}" for key in sorted(set(told) - KEYS)]
    found += [f"{key} is missing" for key in sorted(REQUIRED - set(told))]
    for key in TEXTS:
        if key in told and not (isinstance(told[key], str) and told[key].strip()):
            found.append(f"{key} is no text")
    if told.get("cff-version") != "1.2.0":
        found.append("another version of the format")
    if told.get("type", "software") not in ("software", "dataset"):
        found.append("neither software nor data set")
    for author in told.get("authors") or [{}]:
        if not author.get("name") or set(author) - ENTITY:
            found.append("an author without a name, or with words of no meaning")
    words = told.get("keywords", ["none"])
    if not words or len(set(words)) < len(words):
        found.append("keywords that are none, or stand twice")
    if "date-released" in told and not DAY.fullmatch(str(told["date-released"])):
        found.append("no day")
    if any(not str(told[key]).startswith("https://") for key in told if key.startswith("repo")):
        found.append("no address")
    return found


@pytest.fixture
def told() -> dict[str, Any]:
    return dict(YAML(typ="safe").load((ROOT / "CITATION.cff").read_text(encoding="utf-8")))


def test_the_file_is_what_the_format_asks_for(told: dict[str, Any]) -> None:
    assert refused(told) == []


@pytest.mark.parametrize(
    "change",
    [{"authors": []}, {"autors": "x"}, {"cff-version": "1.1.0"}, {"title": ""}, {"version": 0.1},
     {"type": "book"}, {"authors": [{"nom": "x"}]}, {"keywords": ["a", "a"]},
     {"date-released": "29 November"}, {"repository-code": "here"}],
)  # fmt: skip
def test_the_check_by_hand_sees_a_mistake(told: dict[str, Any], change: dict[str, Any]) -> None:
    assert refused({**told, **change})


def test_version_licence_and_keywords_are_those_of_the_package(told: dict[str, Any]) -> None:
    assert told["version"] == PROJECT["version"] == socialcredit.__version__
    assert told["license"] == PROJECT["license"]
    assert told["keywords"] == PROJECT["keywords"]


def test_the_readme_says_how_to_cite() -> None:
    assert "CITATION.cff" in (ROOT / "README.md").read_text(encoding="utf-8")
