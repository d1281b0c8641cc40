"""What the suite over every mechanism has to be told of one: a month whose end is known exactly.

A mechanism that keeps a row of bytes needs a `Month` here; the suite says so where it is missing.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from socialcredit.core.felt import WRONGED
from socialcredit.core.levels import ROLES
from socialcredit.core.refusals import CREDIT, JOURNEYS, MOST_REFUSALS
from socialcredit.stages.response.drift import FOLD
from socialcredit.stages.response.mechanisms import MECHANISMS
from socialcredit.stages.response.mob import expected
from socialcredit.stages.response.together import NAME, Sums
from tests.stages.response.around import felt, rows_of, surroundings

TRIED = 102 * 30 / 2048  # deeds made up in a month, as the byte of effort has them


@dataclass(frozen=True)
class Month:
    """A month in the life of many like people, and what exact arithmetic makes of a row.

    row     the row of bytes;  start  the byte before
    exact   what it then says in the mean, in the unit of `read`
    events  what happened in it: a value for everybody each; it is over in the next
    lasts   the same of what goes on
    read    the bytes as numbers that have a mean;  spread  their standard deviation at most
    rows, people, around  what else holds before, and does not change
    effort  extra good deeds a day that others have asked for
    settings  in place of those that ship
    """

    row: str
    start: int
    exact: float
    events: dict[str, int] = field(default_factory=dict)
    read: Callable[[np.ndarray], np.ndarray] = lambda row: row / 255
    spread: float = 0.51 / 255
    rows: dict[str, float] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)
    around: dict[str, Any] = field(default_factory=dict)
    lasts: dict[str, int] = field(default_factory=dict)
    effort: float = 0.0
    settings: dict[str, Any] = field(default_factory=dict)

    def lived(self, name: str, settings: Any, many: int, steps: int) -> np.ndarray:
        """What the row says of so many people after the month, in so many equal steps."""
        mechanism, rows = MECHANISMS[name], rows_of(many, **self.rows)
        rows[self.row][:] = self.start
        for step in range(steps):
            now = {**(self.events if step == 0 else dict.fromkeys(self.events, 0)), **self.lasts}
            happened = {key: np.full(many, one) for key, one in now.items()}
            happened = {key: one.astype(np.uint8) for key, one in happened.items()}
            around = surroundings(many, **{**self.around, **happened, "month": 3 + step})
            for column, value in self.people.items():
                getattr(around.people, column)[:] = np.resize(value, many)  # over and over
            effort = np.full(many, self.effort)
            mechanism.monthly(settings, around, 0, many, rows, effort, 1.0 / steps)
        return self.read(rows[self.row].astype(float))


def _refusal(group):
    """The byte of a month with one refusal at doors of a kind: two bits for each."""
    return 1 << 2 * group


def _journeys(row):
    return row.astype(np.int64) >> 2 * JOURNEYS & MOST_REFUSALS


KEPT = math.exp(-1 / 12)  # of a refusal remembered, after a month
PULL, BACK = -math.log(1 - 0.0302), -math.log(1 - 0.071)  # of a brother; of who was drawn in
MONTHS: dict[str, Month] = {
    # five deeds, each a twentieth of the way to the two in five that were noticed
    "perceived-risk": Month(
        "belief", 128, 0.4 + (128 / 255 - 0.4) * 0.95**5, {"felt": felt(notices=2, deeds=5)}
    ),
    # one deed credited of some one and a half; a fifth of the way for each of them
    "offsetting": Month(
        "pays", 204, 0.8 * 0.8**TRIED + (1 - 0.8**TRIED) / TRIED,
        {"felt": felt(credited=1), "effort": 102},
    ),
    # the highest belief held under a rule: no draw is in it
    "chilling": Month("worn", 51, 0.6, rows={"belief": 0.6}, spread=0.0),
    # a price all month, tau_in a month: 1/e of the rest of the way is left
    "motivation": Month("motive_1", 102, 1 - 0.6 * math.exp(-1), rows={"known": 1}),
    # 10.95 deeds a year of two hours, of 45 hours unpaid: the byte of the month is that of effort
    "drift": Month(
        "taken", 9, 0.03 * 365 * 2 / 45, read=lambda row: FOLD * row / 255,
        spread=FOLD * 0.51 / 255, people={"age": 30}, effort=0.03,
        around={"lures": np.ones((1, 1, 1), np.int64), "takes": np.array([2.0])},
    ),
    # of those made public who are ashamed as most are a share of .05 withdraws, by a draw each
    "shame": Month(
        "drawn-back", 0, 0.05 * 2 * 128 / 255, {}, lambda row: row == 255, 0.23,
        people={"shame": 128}, lasts={"named": 1},
    ),
    # half strained, refused credit once: .15 more, and a tenth of the way back
    "strain": Month(
        "strain", 2 * 64, (64 / 127 + 0.15) * 0.9, {"refused": _refusal(CREDIT)},
        lambda row: row.astype(np.int64) // 2 / 127, 0.51 / 127,
    ),
    # one refusal of a journey remembered and a new one, each forgotten by a draw of its own
    "giving-up": Month(
        "shied", 1, 2 * KEPT, {"refused": _refusal(JOURNEYS)}, _journeys,
        1.01 * (2 * KEPT * (1 - KEPT)) ** 0.5,
    ),
    # three quarters of a unit above nought, once wronged, which takes eight tenths of one
    "approval": Month(
        "approval", 128 + 12, 12 / 16 - 0.8, {"treated": WRONGED}, lambda row: (row - 128) / 16,
        0.51 / 16, people={"age": 30}, settings={"fades": 0.0, "heard": 0.0},
    ),
    # two brothers, both penalised: each draws the other in, who may be back within the month
    "association": Month(
        "drawn-in", 0, PULL / (PULL + BACK) * (1 - math.exp(-PULL - BACK)), {},
        lambda row: row == 255, 0.17, lasts={"penalised": 1},
        people={"role_education": ROLES.index("child") << 3, "position": [0, 1]},
    ),
    # credited: all of a month is left, and no draw is in it
    "licensing": Month(
        "licensed", 0, 1.0, {"felt": felt(credited=1)}, lambda row: row > 0, spread=0.0
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Crowd:
    """A month of many like communities, and what exact arithmetic makes of a shared row.

    row     the shared row;  start  what it says before
    exact   what it says after, in the mean
    counted  what is to be expected of it in a step, by settings, row and months
    named   of each community, as `Sums.named`
    """

    row: str
    start: int
    exact: float
    counted: Callable[[Any, np.ndarray, float], np.ndarray]
    named: int = 0
    residents: int = 1000

    def lived(self, name: str, settings: Any, many: int, steps: int) -> tuple[Any, Any]:
        """The row after a month in so many equal steps, and what is counted in it; float64."""
        shared = {self.row: np.full(many, self.start, np.int32)}
        nought, counted = np.zeros(many, np.int64), np.zeros(many)
        for step in range(steps):
            counted += self.counted(settings, shared[self.row].astype(np.int64), 1.0 / steps)
            named = np.full(many, self.named if step == steps - 1 else 0)
            sums = Sums(np.full(many, self.residents), nought, nought, nought, named)
            words = np.random.default_rng(step).integers(0, 1 << 32, many)
            MECHANISMS[name].collective(settings, sums, shared, 1.0 / steps, words)
        return shared[self.row].astype(float), counted


# an odd number, half of which is left, and two and a half more names
CROWDS: dict[str, Crowd] = {
    "mob": Crowd("anger", 7 * NAME + 1, 3.5 * NAME + 0.5 + 2.5 * NAME, expected, 5 * NAME // 2),
}
TOGETHER = [name for name, one in MECHANISMS.items() if one.collective]
CLOCKS = {"licensing"}  # a byte that counts a month down, by no draw: see its own tests
KEEPING = [name for name, one in MECHANISMS.items() if one.rows and name not in CLOCKS]


def month_of(name: str) -> Month:
    """The month of a mechanism that keeps bytes; AssertionError says what is missing."""
    rows = ", ".join(MECHANISMS[name].rows)
    assert name in MONTHS, (
        f"`{name}` keeps bytes ({rows}): give it a Month in tests/stages/response/cases.py, a row "
        "whose mean after a month you have worked out by hand"
    )
    assert MONTHS[name].row in MECHANISMS[name].rows
    return MONTHS[name]


def crowd_of(name: str) -> Crowd:
    """The month of a mechanism that moves communities; AssertionError says what is missing."""
    assert name in CROWDS, (
        f"`{name}` moves communities: give it a Crowd in tests/stages/response/cases.py, a row "
        "whose mean after a month you have worked out by hand"
    )
    assert CROWDS[name].row in MECHANISMS[name].shared
    return CROWDS[name]
