"""What there is: schemes, scenarios and assumption files, shipped or the user's own.

A name means what the package ships; a path means a file (or the folder of a scheme). Nothing is
kept between calls.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from socialcredit.language.model.provenance import EVIDENCE
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.loading import load_alternative, load_scenario, load_scheme
from socialcredit.language.resolve.paths import (
    SHIPPED,
    alternative_names,
    scenario_names,
    scheme_names,
)
from socialcredit.language.tell.score import subjects_phrase


def summaries() -> list[dict[str, Any]]:
    """One dict a scheme: name, title, place, period, subjects, rules, share of each evidence."""
    return [scheme_summary(load_scheme(name)) for name in scheme_names()]


def scheme_summary(scheme: Scheme) -> dict[str, Any]:
    """Return a scheme in one line: what it is, where, when, and how well known its rules are."""
    rules = scheme.rules
    counts = Counter(rule.evidence for rule in rules)
    last = {one.of: one for one in scheme.subjects}  # the last version of each population's
    return {
        "name": scheme.scheme,
        "title": scheme.title,
        "place": scheme.place,
        "period": f"{scheme.starts} to {scheme.ends or 'no known end'}",
        "subjects": " and ".join(subjects_phrase(one) for one in last.values()),
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
    """One dict a scenario: name, title, places, schemes, people or firms, period, seed."""
    return [_scenario_summary(load_scenario(f"{SHIPPED}{name}")) for name in scenario_names()]


def _scenario_summary(scenario: Scenario) -> dict[str, Any]:
    return {
        "name": scenario.scenario,
        "title": scenario.title,
        "places": list(scenario.places),
        "schemes": list(scenario.schemes),
        "people": scenario.people,
        "firms": scenario.firms,
        "sectors": list(scenario.sectors),
        "period": f"{scenario.starts} to {scenario.ends}",
        "seed": scenario.seed,
    }


def scenario_with_own(name: str, scheme: str) -> str:
    """The text of a scenario that is as shipped, but for one scheme: that in a folder beside it.

    Where `scheme` is copied to `./SCHEME/scheme.yaml` unchanged, a run of it is that of the
    shipped scenario.
    """
    shipped = load_scenario(f"{SHIPPED}{name}")

    def listed(names: Iterable[str]) -> str:
        return f"[{', '.join(f'./{one}' if one == scheme else one for one in names)}]"

    days = {
        under.scheme: "".join(
            f", {word}: {day}"
            for word, day in (("from", under.starts), ("until", under.ends))
            if day is not None
        )
        for under in shipped.under
    }
    named = [
        f"{{scheme: {'./' if one == scheme else ''}{one}{days[one]}}}" if days.get(one) else
        f"./{one}" if one == scheme else one
        for one in shipped.schemes
    ]  # fmt: skip
    lines = [f"extends: {SHIPPED}{name}", f"schemes: [{', '.join(named)}]"]
    if shipped.twin is not None and scheme in shipped.twin.without:
        lines.append(f"twin: {{without: {listed(shipped.twin.without)}}}")
    if scheme in shipped.divided:
        lines.append(f"divided: {listed(shipped.divided)}")
    return "\n".join(lines) + "\n"
