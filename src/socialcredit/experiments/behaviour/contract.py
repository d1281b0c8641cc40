"""What a file of this folder hands over: rows held against what was published, and its fits.

MUST   `rows() -> list[Row]`, made with `row`, by the shipped mechanisms or parts of them and with
       the shipped strengths (`shipped`), cheap enough for a test.
MAY    `fits() -> list[Fit]`: each strength that a row marked calibrated rests on, found again from
       what was published, beside the one that ships. A calibrated row names these `settings`.

A row without a published value is told and not judged. What is predicted is printed with its miss.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.beliefs import Mechanism
from socialcredit.language.resolve.loading import load_beliefs

Kind = Literal["calibrated", "predicted", "told"]
Row = dict[str, Any]
KEYS = (
    "part", "what", "unit", "published", "produced", "tolerance", "kind", "pass", "settings",
    "source", "evidence", "why_missed",
)  # fmt: skip


class Fit(NamedTuple):
    """A strength found again: its path in behaviour.yaml, what ships, what fits, and by what.

    setting  as `shame.threat`; in another file than the shipped one as `FILE: shame.threat`
    within  how far the two may be apart: the shipped one is rounded
    """

    setting: str
    shipped: float
    fitted: float
    within: float
    on: str

    @property
    def kept(self) -> bool:
        """Whether what ships is what fits."""
        return abs(self.shipped - self.fitted) <= self.within


def row(
    part: str,
    what: str,
    produced: float,
    published: float | None = None,
    tolerance: float | None = None,
    kind: Kind = "predicted",
    *,
    unit: str = "",
    settings: Sequence[str] = (),
    source: str,
    evidence: str,
    why_missed: str = "",
    met: bool | None = None,
) -> Row:
    """A line of the table of `socialcredit validate behaviour`.

    part      which study: "licence points"
    settings  of a calibrated row: paths of the strengths that were set by it
    met       whether it is met, where that is no matter of a number and a tolerance
    """
    told = published is None and met is None
    if met is None and published is not None:
        met = abs(produced - published) <= (tolerance or 0.0)
    values = (
        part, what, unit, published, float(produced), tolerance, "told" if told else kind,
        None if met is None else bool(met), list(settings), source, evidence, why_missed or None,
    )  # fmt: skip
    return dict(zip(KEYS, values, strict=True))


def shipped(mechanism: str) -> Mapping[str, Any]:
    """The strengths of a mechanism as the shipped file has them, by name."""
    for one in load_beliefs().behaviour.mechanisms:
        if one.mechanism == mechanism:
            return {"strength": one.strength, **one.parameters}
    raise SocialCreditError(
        f"there is no mechanism `{mechanism}` in the shipped file of behaviour",
        text=mechanism,
        expected="a block of assumptions/behaviour.yaml",
    )


def written(mechanism: str) -> Mechanism:
    """The whole block of a mechanism in the shipped file."""
    return next(one for one in load_beliefs().behaviour.mechanisms if one.mechanism == mechanism)
