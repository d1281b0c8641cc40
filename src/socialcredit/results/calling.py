"""What the months of a run and its scenario are called."""

from socialcredit.results.run import Run


def month_name(run: Run, month: int) -> str:
    """A month as 2014-03; a step of days by its first day."""
    day = run.firsts[month].isoformat()
    return day if run.step_days else day[:7]


def scenario_called(run: Run) -> str:
    """What the run's scenario is called, for a command."""
    scenario = run.manifest.get("scenario")
    name = scenario.get("scenario") if isinstance(scenario, dict) else None
    return str(name or "SCENARIO")
