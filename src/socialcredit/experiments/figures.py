"""What a run is asked for published figures: what is counted, and how far luck moves that.

Nothing here knows a published value. The key of an answer hashes what is counted and the code that
counts it, so that another published value, other words or another tolerance ask nothing new.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.kept import once
from socialcredit.core.run_files import hash_file
from socialcredit.core.student import REACH
from socialcredit.engine.setup import Setup
from socialcredit.experiments.base import base_of
from socialcredit.experiments.chances import Range
from socialcredit.experiments.counted import Lived, produced_by
from socialcredit.experiments.keys import hashed_json
from socialcredit.language.model.published import Ahead, Figure
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.results.run import Run

LUCK = ".luck"  # behind a figure's key: the variance of its luck
COUNTING = ("base", "chances", "clusters", "counted", "figures", "single_events")


class Ask(NamedTuple):
    """What of a figure a run is asked.

    people  real people that the figure is about
    item    what is counted, and when; its words say nothing
    """

    scheme: str
    people: int
    item: Ahead
    key: str


def ask_of(figure: Figure, scheme: str, people: int) -> Ask:
    """What a run is asked for a figure of a scheme."""
    unit = "%" if figure.in_unit != 1 else "1"
    item = Ahead(
        what="a figure", when=figure.when, unit=unit, produced=figure.produced,
        divided_by=figure.divided_by,
    )  # fmt: skip
    told = [counting_hash(), scheme, people, item.model_dump(mode="json")]
    return Ask(scheme, people, item, f"figure.{hashed_json(told)[:16]}")


@once()
def counting_hash() -> str:
    """SHA-256 of the code that counts, which the hash of the model does not cover."""
    here = Path(__file__).parent
    return hashed_json([hash_file(here / f"{name}.py") for name in COUNTING])


def answers(asks: Sequence[Ask], inputs: Inputs, setup: Setup, run: Run) -> dict[str, float | None]:
    """What each figure is in a run of one world, and the variance of its luck; None: no number.

    The luck is what `validate` gives a run: of its independent events, by its panel's households.
    """
    told: dict[str, float | None] = {}
    tables = run.held or {}
    sides = [(inputs, setup, tables)]
    if inputs.beside is not None and setup.beside is not None:
        sides.append((inputs.beside, setup.beside, (run.firms and run.firms.own_tables()) or {}))
    for ask in asks:
        found = [one for one in sides if ask.scheme in [s.scheme for s in one[0].schemes]]
        if not found:
            raise SocialCreditError(
                f"the scenario `{inputs.scenario.scenario}` does not run the scheme `{ask.scheme}`",
                expected="a scenario of published.yaml that names the scheme",
            )
        of, there, own = found[0]
        number = [one.scheme for one in of.schemes].index(ask.scheme)
        lived = Lived(there, own, of.schemes[number], number, ask.people / there.residents)
        value, base = produced_by(lived, ask.item), base_of(lived, ask.item)
        told |= {ask.key: None, ask.key + LUCK: None}
        if value is not None and base is not None:
            told |= {ask.key: value, ask.key + LUCK: variance_of(base.range_of(value))}
    return told


def variance_of(known: Range) -> float:
    """The variance that a range of 90 % stands for."""
    return float(((known.high - known.low) / 2 / REACH) ** 2)
