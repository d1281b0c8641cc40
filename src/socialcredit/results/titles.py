"""What a run is called: its scenario, the days that were lived, what was laid over its schemes."""

from datetime import date, timedelta
from pathlib import PurePath

from socialcredit.core.text import joined
from socialcredit.results.run import Run


def laid_over(run: Run) -> list[str]:
    """Names of the alternatives that were laid over the schemes of a run, in their order."""
    scenario = run.manifest.get("scenario")
    laid = scenario.get("with") or [] if isinstance(scenario, dict) else []
    return [PurePath(str(name)).stem for name in laid]


def run_title(run: Run) -> str:
    """What a run is of: its scenario's title or its schemes', and what was laid over them."""
    scenario = run.manifest.get("scenario")
    told = scenario.get("title") if isinstance(scenario, dict) else None
    title = str(told or ", ".join(s["title"] for s in run.names["schemes"]) or "A run")
    return variant_of(run, title.replace("`", "") + _days_lived(run))


def _days_lived(run: Run) -> str:
    """Which days were lived where a change said others than the scenario's: its title may name."""
    changes = [*(run.manifest.get("given") or []), *(run.manifest.get("changes") or [])]
    paths = {str(one).partition("=")[0].strip().removeprefix("scenario.") for one in changes}
    if not paths & {"from", "to"}:
        return ""
    first = run.firsts[0]
    return on_days(first, first + timedelta(days=run.days - 1))


def on_days(first: date, last: date) -> str:
    """Which days were lived, behind a title that may name others."""
    return f" (here {first} to {last})"


def variant_of(run: Run, title: str) -> str:
    """A title, with the alternatives that make the run another than the real one."""
    laid = laid_over(run)
    return f"{title}, with {joined(laid)}" if laid else title
