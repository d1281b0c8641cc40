"""A town of firms for tests: three sectors of Shanghai under a tax credit, made up."""

from pathlib import Path

from socialcredit.experiments.in_memory import lived
from socialcredit.language.model.scenario import Scenario, Twin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario

TOWN = Path(__file__).parent / "town" / "scenario.yaml"
BOTH = Path(__file__).parent / "both" / "scenario.yaml"
HALF_A_YEAR = "to=2016-06-30"
FEW = "firms=600"
CLOSING = "assumptions.population.markets.*.closes={own-account: 0.6, micro: 0.4, small: 0.3}"
MECHANISMS = (
    "perceived-risk", "compliance", "value-of-standing", "offsetting", "while-listed", "dispute",
    "chilling", "reopening",
)  # fmt: skip
STAYS = "assumptions.population.markets.*.closes={}"
OFF = [f"responses.{name}=false" for name in MECHANISMS]


def fields(*sets: str, of: Path = TOWN) -> dict[str, object]:
    """A scenario field by field, as `tests.engine.apart` takes one: the town's, or another's."""
    scenario = resolve(load_scenario(of), sets).scenario
    return {name: getattr(scenario, name) for name in Scenario.model_fields}


def of_town(*sets: str):
    """The town lived for half a year with its twin."""
    return lived(resolve(load_scenario(TOWN), [HALF_A_YEAR, FEW, STAYS, *sets]), 1)


def under_the_shutting(*sets: str):
    """The same under a scheme that closes half of those in D each month."""
    scenario = load_scenario(TOWN)
    shut = str(TOWN.parent / "shut" / "scheme.yaml")
    asked = scenario.model_copy(update={"schemes": (shut,), "twin": Twin(without=(shut,))})
    return lived(resolve(asked, [HALF_A_YEAR, FEW, STAYS, *sets]), 1)
