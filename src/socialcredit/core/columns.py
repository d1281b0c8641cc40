"""Columns that stages read and write: NamedTuples of arrays, one row a resident.

A stage's signature names the groups of columns it may see. `People` and `Conduct` are truth;
`Standing` and `Cases` are the authority's; `Mind` belongs to the resident.
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.limits import COMMUNITY

FEMALE, URBAN, MINORITY, DRIVER, ONLINE, PANEL, NEWCOMER = 1, 2, 4, 8, 16, 32, 64
KITCHEN, CONNECTED, DISCHARGES, PLATFORM = FEMALE, MINORITY, DRIVER, ONLINE  # flags of a firm
FLAGS: dict[str, int] = {
    "driver": DRIVER, "online": ONLINE, "urban": URBAN,
    "kitchen": KITCHEN, "discharges": DISCHARGES, "platform": PLATFORM,
}  # fmt: skip
"""Flags that say whether somebody has what a rule or a door needs."""
CELLS = 2 * 2 * 2 * 4 * 5  # female, urban, minority, age band, income fifth


class People(NamedTuple):
    """Who lives here: fixed attributes and traits; communities and households are consecutive.

    Of firms `core/populations.py` says what each column means.
    """

    age: np.ndarray  # uint8, years at the start
    flags: np.ndarray  # uint8, FEMALE | URBAN | ...
    role_education: (
        np.ndarray
    )  # uint8, index of ROLES in the high bits, of EDUCATIONS in the low three
    occupation: np.ndarray  # uint8, index of OCCUPATIONS
    fifth: np.ndarray  # uint8, income fifth of the household, 0 poorest
    position: np.ndarray  # uint8, place within the household, 0 first
    profile: np.ndarray  # uint16, row of the hazard tables
    motivation: np.ndarray  # uint8, quantile step of a standard normal trait
    caution: np.ndarray  # uint8
    shame: np.ndarray  # uint8
    trust: np.ndarray  # uint8
    attention: np.ndarray  # uint8


class Communities(NamedTuple):
    """Blocks of at most 2,048 consecutive residents, whole households, urban or rural."""

    offset: np.ndarray  # int64 (C+1,)
    place: np.ndarray  # uint16 (C,)
    urban: np.ndarray  # uint8 (C,)


class Mind(NamedTuple):
    """What a resident knows and intends; written by response, read by society.

    `rows` is what mechanisms keep beside: none where none that is on keeps any. `visited` has one
    row for nobody where no mechanism asks who was visited, `treated` where none asks how somebody
    was treated, `refused` where none asks who was refused at a door, `shied` where nobody gives up
    at one.
    """

    belief: np.ndarray  # uint8, perceived chance of being recorded, 255 = certain; 0: none yet
    known: np.ndarray  # uint8, of which schemes one has heard: their bits in `Book.where`
    pays: np.ndarray  # uint8, share of made-up deeds that one expects to be credited; 0: none yet
    effort: np.ndarray  # uint8, extra good deeds a day in steps of 1/EFFORT
    threshold: np.ndarray  # uint8, coarse daily chance to act, upper bound in 256ths
    felt: np.ndarray  # uint8, this month's events, see `core.felt`
    visited: np.ndarray  # uint8, visits this month whose result a rule known to one counts
    treated: np.ndarray  # uint8, how one was treated this month, see `core.felt`
    rows: np.ndarray  # uint8 (rows, residents)
    refused: np.ndarray  # uint8, this month's refusals by kind of door, see `consequences.trying`
    shied: np.ndarray  # uint8, refusals remembered, in the same way


class Conduct(NamedTuple):
    """The truth about a resident's acts so far; only results may read it.

    `faults` has one row for nobody where no deed of the population stands, `found` one where it
    makes no difference that a fault was found, `openings` one where nobody closes.
    """

    balance: np.ndarray  # int16, gravity of good deeds less gravity of bad ones
    bad: np.ndarray  # uint8, bad deeds so far, stops at 255
    faults: np.ndarray  # uint16, bits of the faults that stand now, in the order of `Faults`
    found: np.ndarray  # uint16, bits of those of them that a visit wrote down
    openings: np.ndarray  # uint8, how often another firm opened on the premises; one row: nobody


class Noted(NamedTuple):
    """What sources that go round keep of each subject; one row for nobody where none keeps any."""

    level: np.ndarray  # uint16 (rows, residents) findings or complaints, in 1/NOTE


class Passing(NamedTuple):
    """What whoever acts between months is told of one: truth, seen by no stage.

    The exchange between residents and firms, and what many do together. One row for nobody where
    nothing asks.
    """

    listed: np.ndarray  # uint8, on a list that crosses: 1 + the cause it rests on; 0: on none
    closed: np.ndarray  # uint8, closed this month: 1 + whether by order + 2 x its size; 0: did not
    named: np.ndarray  # uint8, bits of the means by which one is public; AMISS: by nothing right


class Standing(NamedTuple):
    """A resident's standing in each scheme: arrays (schemes, residents); points in hundredths.

    Sums know no bounds, so that what is taken back leaves no trace: the score shown is as much of
    the sum as the bounds of the scheme leave.
    """

    score: np.ndarray  # int32, the start and the points of all records that count
    clean: np.ndarray  # int32, the same of right records only: truth, read by results alone
    grade: np.ndarray  # uint8, 0 = best
    copy: np.ndarray  # uint8, the grade that other bodies hold; high nibble: by right records
    cap: np.ndarray  # uint8, straight-to-grade: low nibble in force, high nibble from right records
    hold: np.ndarray  # uint8, months until a correction reaches the bodies that copied; PAUSED
    meters: np.ndarray  # uint8 (rows, residents); a meter that counts past 255 has two rows
    levels: np.ndarray  # int32 (two a dimension, residents) sums: of all records, of right ones
    until: np.ndarray  # uint16 (all lists, residents), day a listing ends, 0 = not listed
    blocked: np.ndarray  # uint16 (lists with a block, residents), day on which a block ends
    heard: np.ndarray  # uint8 (residents,) bits of what was heard of other lists; one row: nothing


AMISS = 128  # of who is named: nothing right makes this one public
NOTE = 256  # steps of a level in one finding or complaint
EFFORT = 2048  # steps of a mind's effort in one deed a day
HELD_GRADE = 15  # of a standing's copy: the grade that others hold; above it, truth for results
PAUSED = 128  # of a standing's hold: penalties rest while a dispute of this scheme is open


def of_numbers(names: str) -> np.dtype:
    """The type of records of whole numbers under these names."""
    return np.dtype([(name, np.int64) for name in names.split()])


DAY = of_numbers("who kind amount lasts extra index cause word")
"""A row of one day's acts or sightings: position in the community, kind, amount, months it lasts;
`extra` says of an act whether it was made up for points, of a sighting its source; `index` is the
how-manieth act of that resident that day; `cause` belongs to the truth book; `word` is the act's
own draw, by which it is weighed and perhaps left undone."""


class Records(np.ndarray):
    """An array of records with its fields by attribute, compiled or not.

    As NumPy's recarray, which makes ten calls of Python for a field; small runs ask for hundreds,
    so that one which was asked for is at hand from then on.
    What an array has by itself (`size`, `base`) comes before a field of that name.
    """

    def __getattr__(self, name: str) -> Any:
        rows = self.view(np.ndarray)
        try:
            found = rows[name]
        except (IndexError, ValueError):
            names = self.dtype.names
            raise AttributeError(f"an array with the fields {names} has no `{name}`") from None
        if rows.base is not self:  # or each would hold the other, and neither ever go by itself
            self.__dict__[name] = found
        return found

    def __setattr__(self, name: str, value: Any) -> None:
        if name in (self.dtype.fields or ()):
            self.view(np.ndarray)[name] = value
        else:
            self.__dict__.clear()  # columns of another shape are others
            super().__setattr__(name, value)


def records(shape: int | tuple[int, ...], dtype: np.dtype) -> Any:
    """An empty array of records: one argument, not twenty."""
    return as_records(np.zeros(shape, dtype))


def as_records(rows: np.ndarray) -> Any:
    """The same rows, whose fields, and those of a single one, are there by attribute."""
    return rows.view(_recorded(rows.dtype), Records)


@cache
def _recorded(kind: np.dtype) -> np.dtype:
    """One type for all records of a kind: Numba compares others with it at each call."""
    return np.dtype((np.record, kind))


def new_day(capacity: int = 8 * COMMUNITY) -> np.ndarray:
    """Room for one day of one community; records of DAY."""
    return records(capacity, DAY)


def new_standing(
    score: np.ndarray,
    residents: int,
    meters: int,
    lists: int,
    blocks: int = 0,
    levels: int = 0,
    hears: bool = False,
) -> Standing:
    """Everybody at the start of every scheme; `score` int (schemes,), in hundredths.

    `meters` is the number of rows that the meters need, `blocks` that of lists with a block,
    `levels` that of the dimensions; `hears` says whether any scheme asks another's list or grade.
    """
    schemes = len(score)
    start = np.repeat(np.asarray(score, np.int32)[:, None], residents, axis=1)
    grade, copy, cap, hold = (np.zeros((schemes, residents), np.uint8) for _ in range(4))
    return Standing(
        start,
        start.copy(),
        grade,
        copy,
        cap,
        hold,
        np.zeros((max(meters, 1), residents if meters else 1), np.uint8),
        np.zeros((max(levels, 1), residents if levels else 1), np.int32),
        np.zeros((max(lists, 1), residents if lists else 1), np.uint16),
        np.zeros((max(blocks, 1), residents if blocks else 1), np.uint16),
        np.zeros(residents if hears else 1, np.uint8),
    )


def new_mind(
    residents: int, rows: int = 0, visited: bool = False, treated: bool = False,
    refused: bool = False, shied: bool = False,
) -> Mind:  # fmt: skip
    """Minds before anything was announced; `rows` is how many rows mechanisms keep beside.

    visited, treated, refused  whether any of them asks who was visited, how one was treated, who
    was refused
    shied  whether anybody gives up at doors
    """
    belief, known, pays, effort, threshold, felt = np.zeros((6, residents), np.uint8)
    visits = np.zeros(residents if visited else 1, np.uint8)
    how = np.zeros(residents if treated else 1, np.uint8)
    beside = np.zeros((max(rows, 1), residents if rows else 1), np.uint8)
    doors = (np.zeros(residents if kept else 1, np.uint8) for kept in (refused, shied))
    return Mind(belief, known, pays, effort, threshold, felt, visits, how, beside, *doors)


def new_conduct(
    residents: int, stands: bool = False, closes: bool = False, found: bool = False
) -> Conduct:
    """Nobody has done anything yet.

    stands  whether any deed leaves a fault that lasts    closes  whether anybody ever closes
    found  whether any fault ends otherwise once a visit wrote it down
    """
    return Conduct(
        np.zeros(residents, np.int16),
        np.zeros(residents, np.uint8),
        np.zeros(residents if stands else 1, np.uint16),
        np.zeros(residents if found else 1, np.uint16),
        np.zeros(residents if closes else 1, np.uint8),
    )


def new_noted(residents: int, rows: int) -> Noted:
    """Nothing on file; `rows` is how many sources keep something."""
    return Noted(np.zeros((max(rows, 1), residents if rows else 1), np.uint16))


def new_passing(
    residents: int, lists: bool = False, closings: bool = False, names: bool = False
) -> Passing:
    """Nothing has happened yet: `lists`, `closings` and `names` say what is to be told of."""
    asked = (lists, closings, names)
    return Passing(*(np.zeros(residents if told else 1, np.uint8) for told in asked))


def bytes_per_resident(*groups: NamedTuple, residents: int) -> float:
    """Bytes of state held for each resident by these groups of columns."""
    return sum(column.nbytes for group in groups for column in group) / residents
