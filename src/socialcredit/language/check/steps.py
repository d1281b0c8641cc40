"""Whether a scenario can be lived in steps of days: nothing in it is reckoned by the month.

What a run looks at once a month it then looks at once a step. So whatever has a rate or a term by
the month, or begins within a step, is refused: consequences and lists (doors are tried so often a
month), offices and copies, lenders, false alarms, firms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem

BY_MONTH = ("lists", "consequences", "evaluation", "meters", "conditions")
OF_PROCEDURE = ("screening", "notice", "dispute", "office", "copies", "follows", "repair")
LOC = ("step_days",)


def problems_of_steps(
    scenario: Scenario, schemes: Sequence[Scheme], beliefs: Beliefs
) -> Iterator[Problem]:
    """Return what does not go with steps of days, where the scenario has such."""
    if scenario.step_days is None:
        return
    if scenario.warm_up is not None or scenario.kinds != ("persons",):
        what = "a warm-up goes" if scenario.warm_up is not None else "firms go"
        yield Problem(
            LOC, f"{what} by months", "residents alone, from the first day on; or no step_days"
        )
    if beliefs.lending.lenders:
        expected = "assumptions: {lending: a file with `lenders: []`}"
        yield Problem(LOC, "lenders go by months", expected)
    for source in beliefs.sensors.sources:
        if getattr(source, "false_alarm", 0):
            message = f"false alarms of `{source.source}` have a rate by the month"
            yield Problem(LOC, message, "a file of sensors without false alarms")
            break
    for scheme in schemes:
        yield from _of_scheme(scenario, scheme)


def _of_scheme(scenario: Scenario, scheme: Scheme) -> Iterator[Problem]:
    name = scheme.scheme
    for block in BY_MONTH:
        if getattr(scheme, block, None):
            yield Problem(LOC, f"`{block}` of `{name}` go by months", f"a scheme without {block}")
    for one in scheme.procedure:
        for part in OF_PROCEDURE:
            if getattr(one, part) is not None:
                message = f"`procedure.{part}` of `{name}` goes by months"
                yield Problem(LOC, message, "a procedure that says `validity` alone")
    if scheme.starts > scenario.starts or (scheme.ends and scheme.ends < scenario.ends):
        expected = "a scheme that is there from the first day to the last, and rules with days"
        yield Problem(LOC, f"`{name}` begins or ends within the run", expected)
    for rule in (*scheme.subjects, *scheme.score, *scheme.grades, *scheme.procedure):
        if scenario.starts < rule.since <= scenario.ends:
            yield Problem(LOC, f"a rule of `{name}` is revised on {rule.since}", "rules that stay")
    for entry in scheme.entries:
        days = [entry.since, *([entry.until + timedelta(days=1)] if entry.until else [])]
        for day in days:
            if scenario.starts < day <= scenario.ends and not _begins_a_step(scenario, day):
                message = f"the rule on `{entry.deed}` of `{name}` turns on {day}, within a step"
                yield Problem(LOC, message, f"{_step_before(scenario, day)}, when a step begins")


def _begins_a_step(scenario: Scenario, day: date) -> bool:
    return (day - scenario.starts).days % (scenario.step_days or 1) == 0


def _step_before(scenario: Scenario, day: date) -> date:
    return day - timedelta(days=(day - scenario.starts).days % (scenario.step_days or 1))
