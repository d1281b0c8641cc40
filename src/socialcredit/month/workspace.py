"""What one community needs for one month, and the room one thread works in."""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import Mind, People, Standing, new_day, records
from socialcredit.core.draws import BLOCKS, Many, room_for
from socialcredit.core.limits import COMMUNITY
from socialcredit.core.log import Log, new_log
from socialcredit.core.on_call import PARTS
from socialcredit.month.laws import Laws, new_laws
from socialcredit.month.tally import Tally
from socialcredit.stages.consequences.doors import Doors
from socialcredit.stages.lists.registers import Lists
from socialcredit.stages.observation import sources as observation
from socialcredit.stages.observation.rounds import VISIT
from socialcredit.stages.records.cases import WORDS, Cases, Procedure, new_cases
from socialcredit.stages.scheme.points import Book
from socialcredit.stages.society.deeds import ACTING

VISITS = 16 * COMMUNITY  # of one community in a month, at most
BATCH = 16  # communities that one call of the kernels takes on, at most


class Workspace(NamedTuple):
    """One thread's room to work in; nothing in it survives the month but the log and the mail."""

    words: np.ndarray  # uint32 (4, BLOCKS)
    coarse: np.ndarray  # uint8 (COMMUNITY,)
    found: np.ndarray  # int64 (COMMUNITY + 8,)
    many: Many  # of the residents who may act, then of their acts
    acting: np.ndarray  # records of ACTING (COMMUNITY + 1,)
    acts: np.ndarray  # records of DAY
    sightings: np.ndarray  # records of DAY
    alarms: np.ndarray  # int64 (COMMUNITY, 4)
    cases: Cases
    subject: np.ndarray  # uint8 (schemes, COMMUNITY)
    clean: np.ndarray  # uint8 (schemes, COMMUNITY)
    layers: np.ndarray  # uint8 (schemes, entries)
    doors: np.ndarray  # uint8 (doors,) consequences that the community has
    hung: np.ndarray  # uint8 (doors, COMMUNITY) what hangs where a sign is due; one row: no sign
    before: np.ndarray  # uint8 (doors, COMMUNITY) whom they concerned before this month
    listed: np.ndarray  # uint8 (COMMUNITY,) factor on bad deeds of residents on a list
    laws: Laws
    held: np.ndarray  # int64 (COMMUNITY,) bits of what keeps each resident from deeds this month
    stopped: np.ndarray  # records of DAY, acts that were not done for it
    raised: np.ndarray  # int64 (3, COMMUNITY) the most that terms may raise each group of kinds
    raising: np.ndarray  # uint8 (COMMUNITY,) daily chance to do more for it, upper bound in 256ths
    luck: np.ndarray  # int64 (COMMUNITY,) whose luck each position has; its own, but in experiments
    touched: np.ndarray  # int64 (8 x COMMUNITY,) [0] counts; positions whose standing moved today
    ends: np.ndarray  # int64 (lists,) the day the next listing ends
    grounds: np.ndarray  # uint8 (lists, COMMUNITY) what records say of a ground: LIVE, ...
    counted: np.ndarray  # int64 (4, COMMUNITY) records of everybody, of which right ones; parts
    marks: np.ndarray  # int64 (schemes, COMMUNITY) bits of the conditions on a grade that are met
    amiss: np.ndarray  # uint8 (lists, COMMUNITY) 1 for the listed without a right ground
    taken: np.ndarray  # int64 (schemes,) disputes taken up this month
    visits: np.ndarray  # records of VISIT, this month's; one row where nobody goes round
    order: np.ndarray  # int64, numbers of the visits in the order of their days
    begins: np.ndarray  # int64 (33,) where each day's visits begin in it
    weights: np.ndarray  # int64 (COMMUNITY,) of subjects, for one source
    room: np.ndarray  # int64 (8 x COMMUNITY,)
    log: Log
    mail: observation.Mail
    packed: np.ndarray  # uint32 (rows, WORDS) open cases of the communities of one call
    spans: np.ndarray  # int64 (BATCH + 1, 3) where each one's cases, letters and events end
    left: np.ndarray  # uint8 (2, schemes, BATCH, COMMUNITY) what each left of `subject`, `clean`
    parts: np.ndarray  # uint64 (PARTS,) where kernels on call lie, 0 where nothing asks for one
    tally: Tally


class Here(NamedTuple):
    """Columns, tables and room of one community for one month."""

    people: People
    mind: Mind
    standing: Standing
    book: Book
    procedure: Procedure
    subject: np.ndarray
    layers: np.ndarray
    luck: np.ndarray
    log: Log
    tally: Tally
    doors: Doors
    has: np.ndarray  # uint8 (doors,) consequences that the community has
    lists: Lists
    grounds: np.ndarray  # uint8 (lists, COMMUNITY) what records say of a ground: LIVE, ...
    counted: np.ndarray  # int64 (4, COMMUNITY) records of everybody, of which right ones; parts
    marks: np.ndarray  # int64 (schemes, COMMUNITY) bits of the conditions on a grade that are met
    parts: np.ndarray  # uint64 (PARTS,) where kernels on call lie, see `core.on_call`
    news: (
        np.ndarray
    )  # int64 (communities, 4) what happened this month, see the contract of responses
    key: tuple[int, int]
    start: int  # its first subject's row
    first: int  # and that one's number over the whole
    count: int  # type: ignore[assignment]
    community: int  # its number over the whole, by which it draws
    row: int  # and its row in arrays of communities of the shard
    place: int
    month: int
    last_day: int
    first_day: int
    turn: int  # first day of the next month


def new_workspace(
    schemes: int, entries: int, tally: Tally, log_rows: int = 1 << 18, goes_round: bool = False
) -> Workspace:
    """Room for one thread."""
    visits = VISITS if goes_round else 1
    return Workspace(
        np.zeros((4, BLOCKS), np.uint32), np.zeros(COMMUNITY, np.uint8),
        np.zeros(COMMUNITY + 8, np.int64), room_for(len(new_day())),
        records(COMMUNITY + 1, ACTING), new_day(), new_day(),
        np.zeros((COMMUNITY, 4), np.int64), new_cases(),
        np.zeros((schemes, COMMUNITY), np.uint8), np.zeros((schemes, COMMUNITY), np.uint8),
        np.zeros((schemes, entries), np.uint8), np.zeros(len(tally.doors), np.uint8),
        np.zeros((len(tally.signs), COMMUNITY), np.uint8),
        np.zeros((len(tally.doors), COMMUNITY), np.uint8), np.full(COMMUNITY, 255, np.uint8),
        new_laws(tally.conduct.shape[1], schemes),
        np.zeros(COMMUNITY, np.int64), new_day(),
        np.zeros((3, COMMUNITY), np.int64), np.zeros(COMMUNITY, np.uint8),
        np.arange(COMMUNITY, dtype=np.int64), np.zeros(8 * COMMUNITY, np.int64),
        np.zeros(len(tally.lists), np.int64),
        np.zeros((len(tally.lists), COMMUNITY), np.uint8), np.zeros((4, COMMUNITY), np.int64),
        np.zeros((schemes, COMMUNITY), np.int64),
        np.zeros((len(tally.lists), COMMUNITY), np.uint8),
        np.zeros(schemes, np.int64), records(visits, VISIT), np.zeros(visits, np.int64),
        np.zeros(33, np.int64), np.zeros(COMMUNITY, np.int64), np.zeros(8 * COMMUNITY, np.int64),
        new_log(log_rows),
        observation.Mail(np.empty((1 << 15, 7), np.int64), np.zeros(2, np.int64)),
        np.empty((1 << 17, WORDS), np.uint32), np.zeros((BATCH + 1, 3), np.int64),
        np.zeros((2, schemes, BATCH, COMMUNITY), np.uint8), np.zeros(len(PARTS), np.uint64), tally,
    )  # fmt: skip
