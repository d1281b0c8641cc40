"""What is known of a measure before any run: its name, its words, its unit, how it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from socialcredit.results.luck import Interval
from socialcredit.results.part import FEW, Share
from socialcredit.results.run import Run

Better = Literal["less", "more", "neither"]
Of = Literal["run", "scheme", "together", "lending", "group", "burden"]
Kind = Literal["share", "rate", "count", "ratio", "change", "difference", "median", "quantile"]
RestsOn = Literal["everybody", "panel"]
Mark = Literal["", "put in", "came out"]
PUT_IN: Mark = "put in"  # the direct effect of an assumption
CAME_OUT: Mark = "came out"  # what nobody assumed

BY_SCHEME: tuple[Of, ...] = ("scheme", "group")  # one value a scheme; all others one a run

# How the play of chance over repetitions with other seeds is worked out, by kind of number.
METHODS: dict[Kind, str] = {
    "share": "Student's t on the logit",
    "rate": "Student's t on the logarithm",
    "count": "Student's t on the logarithm",
    "ratio": "Student's t on the logarithm",
    "change": "Student's t",
    "difference": "Student's t",
    "median": "order statistics over seeds",
    "quantile": "order statistics over seeds",
}


@dataclass(frozen=True)
class Measure:
    """One number that is asked of a run, of each scheme of it, or of all bodies together.

    id       its name, which files, tables and commands use
    words    what it is, without its unit: "wrongly penalised days"
    unit     of what, or of how many: "share", "per 1000 person-years", "days"
    better   which way is better for the people concerned, or neither
    kind     decides its interval over seeds, see METHODS
    value    run, scheme -> the number in `unit`, None where there is none; a `Share` says of how
             many cases it is one
    luck     run, scheme -> the 90 % interval of one run by its households; None where none is known
    most     what it cannot be above, where its kind does not say so: no interval reaches further
    says     the number in a sentence that begins with it, where it may be a headline
    twin     it compares with the world without the schemes, which has to be lived too
    hook     the article or paragraph of law that asks for it
    line     the line of the page on behaviour whose table has it, 1 to 9; 0 for none
    mark     PUT_IN or CAME_OUT, of what has a line
    """

    id: str
    words: str
    unit: str
    better: Better
    of: Of
    kind: Kind
    value: Callable[[Run, int], float | None]
    rests_on: RestsOn = "everybody"
    fewest: int = FEW
    most: float | None = None
    hook: str = ""
    says: str = ""
    luck: Callable[[Run, int], Interval] | None = None
    twin: bool = False
    line: int = 0
    mark: Mark = ""

    @property
    def told(self) -> str:
        """Words and unit, as a table's first column has them."""
        return f"{self.words}, {self.unit}" if self.unit else self.words

    @property
    def by_scheme(self) -> bool:
        """Whether each scheme of a run has a value of its own."""
        return self.of in BY_SCHEME

    def as_fields(self) -> dict[str, Any]:
        """What the registry says of it, for a machine to read."""
        names = ("id", "words", "unit", "better", "of", "kind", "rests_on", "fewest", "hook")
        method = {"interval": METHODS[self.kind], "twin": self.twin}
        return {name: getattr(self, name) for name in names} | method


class Value(NamedTuple):
    """A measure's value in one run.

    scheme  the scheme that it is of; empty where it is one of the run
    few     it rests on fewer cases than the measure needs to be told
    """

    measure: Measure
    scheme: str
    value: float | None
    few: bool

    @property
    def key(self) -> str:
        """The name under which it is found: `M1.share`, or `rongcheng/M1.share` among several."""
        return f"{self.scheme}/{self.measure.id}" if self.scheme else self.measure.id


def value_of(measure: Measure, run: Run, scheme: int, name: str = "") -> Value:
    """What a measure is in a run; unknown where the run has no twin and it needs one."""
    found = None if measure.twin and not run.has_twin else measure.value(run, scheme)
    few = isinstance(found, Share) and found.cases < measure.fewest
    return Value(measure, name, found, few)


Block = Callable[..., Any]


def block(make: Block, run: Run, *about: Any) -> Any:
    """What `make(run, ...)` tells, made once a run: a block of which several values are taken."""
    return run.once((make.__module__, make.__name__, *about), lambda: make(run, *about))


def of_block(make: Block, key: str) -> Callable[[Run, int], Any]:
    """How a measure of a whole run is found in a block that is; None where there is none."""
    return lambda run, _: (block(make, run) or {}).get(key)
