"""Runs under rules that make what stands anew: an example with the same records is the same."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import numpy as np
import pytest

from socialcredit.cases.judge import judge
from socialcredit.core.events import CORRECTED, FILED, GRADE
from socialcredit.core.levels import EDUCATIONS
from socialcredit.engine.run import simulate
from socialcredit.engine.step import run_month
from socialcredit.engine.workers import workspaces_for
from socialcredit.engine.world import begin
from socialcredit.language.model.cases import Case
from socialcredit.language.model.conditions import Condition
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.evaluation import Evaluation
from socialcredit.language.model.procedure import Procedure
from socialcredit.language.model.score import Grades, Score
from socialcredit.language.resolve.inputs import resolve
from tests.engine.towns import mechanisms_off, town
from tests.month.test_dated_rules import HOLDS
from tests.month.test_examples_are_runs import OFTEN, PROCEDURE, histories

STARTS, ENDS = date(2014, 1, 1), date(2014, 12, 31)
RULES = (
    Entry(deed="traffic-offence", points=-20, **HOLDS),
    Entry(deed="littering", points=-30, **HOLDS),
    Entry(deed="family-help", points=5, **HOLDS),
)
QUARTERLY = Evaluation.model_validate(
    {"period": {"months": 3, "closes": "12-31"}, "draft": "10 days", "final": "45 days",
     "objections": "20 days", **HOLDS}
)  # fmt: skip
MISTAKEN = [
    f"assumptions.sensors.{source}.wrong_person=0.3"
    for source in ("traffic-police", "village-reporters")
]
LASTING = {
    "repair": {"after": "20 days", "chance": 0.02}, "validity": {"bad": "200 days"},
    "finds": {"wrong": 0.3, "right": 0.2},
}  # fmt: skip
SLOW = Procedure.model_validate(PROCEDURE.model_dump(mode="json", exclude_none=True) | LASTING)
BANDS = {"AAA": 1005, "A": 1000, "B": 960, "D": "lowest"}
UNRATED = {
    "grade": "none", "without_records": True,
    "after": {"entry": ["littering"], "for": "2 months"},
}  # fmt: skip


def a_condition(name, when, then):
    told = {"condition": name, "when": when, "then": then, **HOLDS}
    return Condition.model_validate(told)


CONDITIONS = (
    a_condition("down", {"entry": ["traffic-offence"]}, {"down": 1}),
    a_condition("barred", {"attribute": {"education": ["none", "primary"]}}, {"not_above": "A"}),
    a_condition(
        "failed",
        {"share": {"of": ["littering"], "among": ["littering", "family-help"], "over": 0.4}},
        {"not_above": "B"},
    ),
)
TWICE = a_condition("twice", {"running": {"grade": "B", "periods": 2}}, {"to": "D"})
KINDS = {
    "latest": {"score": {"counts": "latest"}},
    "mean": {"score": {"counts": "mean"}, "grades": {"unrated": UNRATED}},
    "conditions": {"conditions": CONDITIONS, "grades": {"unrated": UNRATED}},
    "periods": {"evaluation": (QUARTERLY,)},
    "latest of a period": {"score": {"counts": "latest"}, "evaluation": (QUARTERLY,)},
    "all together": {
        "score": {"counts": "mean", "start_by": {"education": {"none": 990, "college": 1005}}},
        "evaluation": (QUARTERLY,), "conditions": (*CONDITIONS, TWICE),
        "grades": {"unrated": {"grade": "none", "until": {"age": 25}}},
    },
}  # fmt: skip


@pytest.fixture(scope="module", params=KINDS)
def lived(request):
    """A year under such rules, everybody's books kept."""
    kind = KINDS[request.param]
    silent = mechanisms_off() | {"dispute": True}
    asked = {"twin": None, "starts": STARTS, "ends": ENDS, "responses": silent}
    inputs = resolve(town(people=400, panel_households=5000, **asked), [*OFTEN, *MISTAKEN])
    scheme = inputs.schemes[0].model_copy(
        update={
            "score": (Score.model_validate({"start": 1000, **HOLDS, **kind.get("score", {})}),),
            "grades": (Grades.model_validate({"bands": BANDS, **HOLDS, **kind.get("grades", {})}),),
            "evaluation": kind.get("evaluation", ()), "conditions": kind.get("conditions", ()),
            "entries": RULES, "meters": (), "procedure": (SLOW,), "layers": (), "lists": (),
            "consequences": (),
        }
    )  # fmt: skip
    setup, tables = simulate(inputs._replace(schemes=(scheme,)), 1)
    return scheme, setup, tables, standing_of(setup)


def standing_of(setup):
    """Everybody's standing on the last day of the same run."""
    world, spaces = begin(setup, 0), workspaces_for(setup, 1)
    with ThreadPoolExecutor(1) as pool:
        for month in setup.months:
            run_month(setup, world, month, pool, spaces)
    return world.standing


def example(setup, who, day, records):
    """The resident as an example, on a day."""
    level = EDUCATIONS[int(setup.people.role_education[who]) & 7]
    person = {"age": int(setup.people.age[who]), "attributes": {"education": level}}
    told = [record for record in records if record["on"] <= day]
    return Case.model_validate(
        {"case": "x", "person": person, "as_of": day, "records": told, "expect": {}}
    )


def test_an_example_with_the_records_of_a_run_has_its_score(lived):
    scheme, setup, tables, _ = lived
    seen = 0
    for who, (records, last) in list(histories(setup, tables["panel_events"]).items())[::3]:
        for day in list(last)[-2:]:
            found = judge(scheme, example(setup, who, day, list(records.values()))).score
            assert 100 * found == last[day], (who, day, records)
            seen += 1
    assert seen > 50


def test_and_its_grade_on_the_last_day(lived):
    """Also of those of whom nothing is filed: what a period or a date moves is a month's end."""
    scheme, setup, tables, _ = lived
    events, known = tables["panel_events"], histories(setup, tables["panel_events"])
    final, names = {}, scheme.grades[0].names
    told = np.isin(events["what"], (GRADE, FILED, CORRECTED)) & (events["scheme"] == 0)
    for who, grade in zip(events["resident"][told], events["grade"][told], strict=True):
        final[int(who)] = int(grade)
    found = 0
    for who, grade in list(final.items())[::3]:
        records = list(known.get(who, ({}, {}))[0].values())
        outcome = judge(scheme, example(setup, who, ENDS, records))
        assert outcome.grade == names[grade], (who, records)
        found += 1
    assert found > 30


def test_and_so_has_an_example_with_the_right_records_alone(lived):
    """Truth: by which wrongful grades are told."""
    scheme, setup, tables, standing = lived
    events, known = tables["panel_events"], histories(setup, tables["panel_events"])
    causes = zip(events["record"], events["entry"], events["cause"], strict=True)
    wrong = {(int(record), int(entry)) for record, entry, cause in causes if cause > 0}
    apart = 0
    for who, (records, _) in list(known.items()):
        if who % 4 and not wrong & {*records}:
            continue
        right = [record for number, record in records.items() if number not in wrong]
        of_all = 100 * judge(scheme, example(setup, who, ENDS, list(records.values()))).score
        of_right = 100 * judge(scheme, example(setup, who, ENDS, right)).score
        found = int(standing.score[0, who]), int(standing.clean[0, who])
        assert found == (of_all, of_right), (who, records)
        apart += of_all != of_right
    assert wrong and apart
