"""What a calibration takes, before it is lived."""

from statistics import median
from typing import Any

from socialcredit.experiments.calibrate import Plan, first_wave
from socialcredit.experiments.plan import RESIDENT_DAYS_A_SECOND, Cost
from socialcredit.experiments.store import BYTES_EACH, Store
from socialcredit.language.resolve.routing import changed_in


def cost_of(plan: Plan, store: Store) -> Cost:
    """Runs of all waves, and the first wave's that are stored: no other is known yet."""
    asked = plan.work.asked
    known = [store.get(task.key, asked) for task in first_wave(plan)]
    times = [outcome.seconds for outcome in known if outcome is not None]
    runs = plan.waves * plan.points
    left = runs - len(times)
    each = median(times) if times else _guessed(plan)
    return Cost(runs, len(times), left * each, not times, left * BYTES_EACH)


def _guessed(plan: Plan) -> float:
    scenario = changed_in(plan.matter.written, plan.always)[0].scenario
    days = (scenario.ends - scenario.lived_since).days
    return 0.5 + plan.people * days / RESIDENT_DAYS_A_SECOND


def as_told(plan: Plan, cost: Cost) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "scheme": plan.matter.scheme,
        "under": plan.matter.under,
        "scenario": plan.matter.scenario.scenario,
        "people": plan.people,
        "doubts": len(plan.matter.doubts),
        "figures": len(plan.matter.figures),
        "waves": plan.waves,
        "points": plan.points,
        **cost._asdict(),
    }
