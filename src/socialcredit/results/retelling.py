"""How a run is told: in the words of residents, or of whom else it is about."""

from collections.abc import Iterator

from socialcredit.core.retelling import Teller, teller, texts_of
from socialcredit.results import titles
from socialcredit.results.run import Run


def tell(run: Run) -> Teller:
    """How sentences about residents are told of whom the run is about."""
    return run.once("teller", lambda: teller(run.population.kind, _names_given(run), run.currency))


def _names_given(run: Run) -> Iterator[str]:
    """What files call deeds, sources, schemes and all that is theirs; told as it is written."""
    scenario = run.manifest.get("scenario")
    told = dict(scenario) if isinstance(scenario, dict) else {}
    yield from texts_of([run.names, told.get("title"), told.get("story"), told.get("departures")])
    yield from texts_of([titles.run_title(run), told.get("note")])
