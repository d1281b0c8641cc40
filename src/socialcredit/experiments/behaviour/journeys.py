"""Refused journeys: air and fast-train tickets refused to those on the national court list.

The counts are those of `published.yaml` of the scheme, with its readings and its tolerances, or 8 %
of a count where that is more, by which luck moves so small a nation. Those to November 2016 set how
often debtors try; all later ones are predicted. Here a small nation lives to May 2018 with eight
times the judgments, so that as many are listed as in one eight times as large. `socialcredit
validate court-list` does the same with four million people and is the measure. Counts of the end of
2018 and later are kept aside, and told under `ahead` there.
"""

from datetime import date

from socialcredit.engine.run import simulate
from socialcredit.experiments.behaviour.contract import Kind, Row, row
from socialcredit.experiments.counted import Lived, produced_by
from socialcredit.experiments.targets import load_published
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario

PART = "refused journeys"
SCHEME = "court-list"
PEOPLE, DENSER = 60_000, 8
TICKETS = ("air tickets refused since", "fast-train tickets refused since")
MILLION = 1e6
JUDGMENTS = (
    "debt-refusal", "debt-report-breach", "debt-evasion", "debt-no-settlement",
    "debt-spending-breach", "debt-resistance", "debt-unable",
)  # fmt: skip
WHY = "so small a nation is moved by chance; `socialcredit validate court-list` is the measure"
CHANCE = 0.08  # of a count, by which luck alone moves so small a nation


def small_nation() -> Lived:
    """The nation of the scenario, small and dense, to the last count that is not kept aside."""
    published, scheme = load_published(SCHEME)
    asked = load_scenario(SCHEME).model_copy(
        update={"people": PEOPLE, "panel_households": 1, "twin": None, "ends": date(2018, 5, 31)}
    )
    denser = [f"assumptions.deeds.{deed}.rate*={DENSER}" for deed in JUDGMENTS]
    inputs = resolve(asked, denser)
    setup, tables = simulate(inputs, 1)
    assert published.people is not None
    scale = published.people / setup.residents / DENSER
    return Lived(setup, tables, inputs.schemes[0], 0, scale)


def rows() -> list[Row]:
    """Each count of tickets refused, beside what was refused here."""
    nation, (published, _) = small_nation(), load_published(SCHEME)
    found = []
    for figure in published.figures:
        for one in figure.read:
            if not one.what.startswith(TICKETS) or one.under or one.tolerance is None:
                continue
            made = (produced_by(nation, one) or 0.0) / MILLION
            value = one.published / MILLION
            allowed = max(one.tolerance.of(one.published) / MILLION, CHANCE * value)
            kind: Kind = "calibrated" if one.kind == "calibrated" else "predicted"
            found.append(
                row(PART, f"{one.what}, {one.when:%d %B %Y}".lstrip("0"), made, value, allowed,
                    kind, unit="million", source=one.source, evidence=one.evidence,
                    settings=["attempts.fly.per_year"] if kind == "calibrated" else (),
                    why_missed=one.why_missed or WHY)
            )  # fmt: skip
    return found
