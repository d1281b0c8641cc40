"""The ways in which the inspectors of the town in which faults stand may go round."""

from pathlib import Path

from tests.engine.towns import mechanisms_off

TOWN = Path(__file__).parents[1] / "settings" / "town" / "rounds.yaml"
R, S = "assumptions.sensors.inspectors.", "assumptions.sensors.inspectors.rounds."
SHORT = "to=2016-04-30"
OFF = [f"responses.{name}=false" for name in mechanisms_off()]
EVERYBODY = "panel_households=1000"
NO_FLOOR = S + "floor=0.0"


def by(way, **block):
    """The changes that make inspectors go by another way."""
    told = ", ".join(f"{name}: {value}" for name, value in block.items())
    changes = [NO_FLOOR, S + "grade=null"] if way != "grade" else []
    return [*changes, *([S + f"{way}={{{told}}}"] if block else []), S + f"by={way}"]


WAYS = {
    "random": by("random"),
    "uniform": by("uniform"),
    "grade": [],
    "findings": [*by("findings", fades=0.1), S + "floor=0.3"],
    "complaints": [*by("complaints", of="[neighbours]", fades=0.1), S + "floor=0.3"],
    "greedy": by("greedy", top=0.05, fades=0.05),
    "duty": by("duty", visits=4),
    "duty short": by("duty", visits=12),
    "duty by grade": by("duty", scheme="clean-homes", visits="{smile: 2, flat: 6, frown: 12}"),
}
