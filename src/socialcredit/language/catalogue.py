"""What there is: schemes, scenarios and assumption files, shipped or the user's own.

A name means what the package ships; a path means a file (or the folder of a scheme). Nothing is
kept between calls.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from pydantic import BaseModel

from socialcredit.language.model.alternative import Alternative
from socialcredit.language.model.beliefs import FILES
from socialcredit.language.model.provenance import EVIDENCE
from socialcredit.language.model.published import Published
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.loading import load_alternative, load_scenario, load_scheme
from socialcredit.language.resolve.paths import (
    SHIPPED,
    alternative_names,
    no_such,
    scenario_names,
    scheme_names,
)
from socialcredit.language.tell.score import subjects_phrase

KINDS: dict[str, type[BaseModel]] = {
    "scheme": Scheme,
    "scenario": Scenario,
    "published": Published,
    "alternative": Alternative,
    **FILES,
}


def summaries() -> list[dict[str, Any]]:
    """One dict a scheme: name, title, place, period, subjects, rules, share of each evidence."""
    return [scheme_summary(load_scheme(name)) for name in scheme_names()]


def scheme_summary(scheme: Scheme) -> dict[str, Any]:
    """Return a scheme in one line: what it is, where, when, and how well known its rules are."""
    rules = scheme.rules
    counts = Counter(rule.evidence for rule in rules)
    return {
        "name": scheme.scheme,
        "title": scheme.title,
        "place": scheme.place,
        "period": f"{scheme.starts} to {scheme.ends or 'no known end'}",
        "subjects": subjects_phrase(scheme.subjects[-1]),
        "rules": len(rules),
        **{evidence: round(counts[evidence] / len(rules), 3) for evidence in EVIDENCE},
    }


def alternative_summaries() -> list[dict[str, Any]]:
    """One dict an alternative that can be laid over any scheme: name, title, what it stands for."""
    alternatives = [load_alternative(name) for name in alternative_names()]
    return [
        {"name": each.alternative, "title": each.title, "stands_for": list(each.stands_for)}
        for each in alternatives
    ]


def scenario_summaries() -> list[dict[str, Any]]:
    """One dict a scenario: name, title, places, schemes, people, period, seed."""
    return [_scenario_summary(load_scenario(f"{SHIPPED}{name}")) for name in scenario_names()]


def _scenario_summary(scenario: Scenario) -> dict[str, Any]:
    return {
        "name": scenario.scenario,
        "title": scenario.title,
        "places": list(scenario.places),
        "schemes": list(scenario.schemes),
        "people": scenario.people,
        "period": f"{scenario.starts} to {scenario.ends}",
        "seed": scenario.seed,
    }


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file (scheme, scenario, deeds, ...) for editors."""
    if kind not in KINDS:
        raise no_such("kind of file", kind, KINDS, "")
    schema = KINDS[kind].model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    if kind in ("scheme", "scenario"):
        names: list[dict[str, Any]] = [
            {"type": "string"}, {"type": "array", "items": {"type": "string"}}
        ]  # fmt: skip
        name = {"anyOf": names, "description": "the original that this file changes, or several"}
        schema["properties"] |= {"extends": name, "without": {"type": "object"}}
        schema["anyOf"] = [{"required": schema.pop("required")}, {"required": ["extends"]}]
    return schema
