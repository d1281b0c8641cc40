"""What a mechanism of response must do, may do, and gets for free.

A deed about to happen is weighed then, and nothing of the weighing is stored. A mechanism says what
it adds to the log-hazard of the deed: a `Term` with a byte of the resident, a curve over the 256
steps of that byte, a weight for each kind of deed, and when it acts:

    ALWAYS        whatever the rules say
    UNDER_A_RULE  where some scheme that the resident has heard of, that scores this resident, has
                  an entry in force today, here, in this layer, that takes points or a grade for
                  this kind of deed
    AT_STAKE      where besides the deed would cost the grade, by score, bound and what the entry
                  takes, and the account has left its start
    ONCE_RULED    where some scheme that the resident has heard of has, or had, such an entry here:
                  what a rule did to people may outlast it
    NAMED         where besides such a scheme makes public who did it: times how many people one
                  knows are told by its means, and below a bound of size where the term has one

A fault that visits notice is counted against people where the result of a visit is: what it would
cost is what a visit that found it alone would bring. A term may be `priced` instead of a curve of
a byte: what is lost hangs on what is at stake and on the size, what it costs on a trait.

The engine adds the terms and clips the sum once, to -5 .. 3 of a log-hazard. Below nought it thins
by the act's own draw; above it, it adds deeds by a stream of its own, and so leaves every deed that
would have been done. An effect therefore stays with the people, places and dates whose rules cause
it. Of good kinds as of bad ones more may be done or less.

MUST   be a file with a class of frozen settings and a `Mechanism` that gives its name, those
       settings and what it does. A strength of nought must leave everything as it is.
MAY    keep `rows`, a byte a resident each, allocated only while it is on, and read rows of others
       that it names; keep `shared`, a whole number a community each.
       `monthly(settings, around, start, stop, rows, effort, months)` moves its rows, for the
       residents start .. stop-1, once a month, also after the last scheme, and adds to `effort`
       (float64, extra good deeds a day); `months` is the length of the step: two half steps without
       events between are one whole. `collective(settings, sums, shared, months, words)` moves its
       shared rows by what happened in each community, after each month (`together.py`).
       `listed` and `disputes` are for those that act on a record and not on a deed, `reopens` for
       those that close and open anew, `tries` for those that stop trying doors, `publishing` and
       `after` for what it is to be named; `visits`, `refusals`, `names` and `penalties` say that a
       mechanism asks who was visited, refused, made public or penalised, `treats` that it asks how
       somebody was treated. `thresholds` are for those that people join together in a place, by
       how many others there do.
       Look at a household by `of_household`, at a community by what `around` says of it.
       Have limits of its settings, beyond which a file is refused.
FREE   composition with the others, the switch, `--set`, threads, shards, checkpoints, the twin,
       tallies of what was not done, and the test that with every switch off, and nothing that
       incapacitates, no behaviour depends on any scheme.

A mechanism never sees records, causes or the truth about others: what it knows of a scheme is the
resident's own standing, what happened to the resident this month, and what was announced. It writes
its own rows and `effort`; rows of others are handed over read-only. Bytes are rounded up or down by
a draw (`rounded`, or `in_steps` where nought stays nought): their mean is exact, no move sticks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.columns import People
from socialcredit.stages.response.rounding import CERTAIN as CERTAIN
from socialcredit.stages.response.rounding import WORDS as WORDS
from socialcredit.stages.response.rounding import in_steps as in_steps
from socialcredit.stages.response.rounding import rounded as rounded
from socialcredit.stages.response.terms import ALWAYS, AT_STAKE, NAMED, ONCE_RULED, UNDER_A_RULE
from socialcredit.stages.response.together import Collective, Together

__all__ = ["ALWAYS", "AT_STAKE", "NAMED", "ONCE_RULED", "UNDER_A_RULE"]
NOTICED, TRIED, CREDITED, DONE = range(4)  # columns of what happened in a community last month
NEVER_THERE, TOLD_BEFORE = -2, -1  # of an announcement; from nought on months since
MIND = ("belief", "known", "pays")  # rows that every resident has, whichever mechanism is on
APART = ("shied",)  # rows with a column of their own, which a month of doors looks at

Rows = Mapping[str, np.ndarray]


class Kinds(NamedTuple):
    """The kinds of deed, in the order of their numbers, as a mechanism weighs them."""

    deed: tuple[str, ...]
    sign: tuple[str, ...]  # bad, hidden-bad, watched, good, hidden-good
    group: tuple[str, ...]  # road, money, honesty, ...
    deterrable: np.ndarray  # float64 (kinds,) how far people can be deterred from it, 0 to 1
    unit: tuple[str, ...] = ()  # of its size: money, hours, ...; "" for none

    def signed(self, *signs: str) -> np.ndarray:
        """1.0 for kinds of these signs, else 0.0."""
        return np.array([sign in signs for sign in self.sign], float)


class Surroundings(NamedTuple):
    """What residents know at a month's start; of all residents unless said otherwise."""

    people: People
    score: np.ndarray  # int32 (schemes, residents) hundredths, as people see it
    grade: np.ndarray  # uint8 (schemes, residents)
    felt: np.ndarray  # uint8 (residents,) events of the last month, see `core.felt`
    visited: np.ndarray  # uint8 (residents,) visits of the last month; one row: nobody asks
    treated: np.ndarray  # uint8 (residents,) treatment of the last month; one row: nobody asks
    refused: np.ndarray  # uint8 (residents,) refusals by kind of door; one row: nobody asks
    named: np.ndarray  # uint8 (residents,) 1 for who stands before the public; one row: as above
    penalised: np.ndarray  # uint8 (residents,) 1 under a penal grade or on a black list; as above
    effort: np.ndarray  # uint8 (residents,) effort of the last month, in 1/EFFORT a day
    subject: np.ndarray  # uint8 (schemes, residents of the range) whether the scheme scores them
    community: np.ndarray  # int64 (residents of the range,) number of each one's, of the range
    slot: np.ndarray  # int64 (residents of the range,) to whose draws each one has a right
    voice: np.ndarray  # int64 (schemes,) in whose name one hears of it: the first body's of several
    bit: np.ndarray  # uint8 (schemes, communities of the range) of `known`; 0 = not there
    announced: np.ndarray  # int64 (schemes, communities of the range) months since; see above
    offers: np.ndarray  # uint8 (schemes, communities of the range) rewards a deed anybody can do
    news: np.ndarray  # int64 (communities of the range, 4) NOTICED, TRIED, CREDITED, DONE
    size: np.ndarray  # int64 (communities of the range,) residents
    bands: np.ndarray  # int64 (schemes, grades) lower bounds, best first
    honour: np.ndarray  # uint8 (schemes, grades)
    start_score: np.ndarray  # int64 (schemes,)
    active: np.ndarray  # uint8 (schemes,)
    watches: np.ndarray  # uint8 (schemes,) 1 where an entry in force counts a lawful watched deed
    shared: Rows  # each int32 (communities of the range,) what mechanisms keep of communities
    priced: np.ndarray  # uint8 (schemes, kinds, communities of the range) bits of `known`: a rule
    # of the scheme put a price on the kind on the first of the last month; no schemes: nobody asks
    priced_for: np.ndarray  # uint8 (schemes, residents of the range) whom the scheme scored then
    lures: np.ndarray  # int64 (schemes, kinds, communities of the range) see `hours`; or none
    takes: np.ndarray  # float64 (kinds,) hours that a deed of each kind takes
    days: int  # of the last month
    key: tuple[int, int]
    month: int


class Priced(NamedTuple):
    """What is lost by a deed against what it costs to leave it undone.

    loss      float (3, 5), over the cost of the average: by what is at stake (A_RECORD, A_GRADE,
              THE_FIRM) and by size, of residents the fifth of income
    baseline  the belief that goes with rates as the files have them
    odds      ln of expected loss over cost to a log-hazard, nought or less, falling
    """

    loss: np.ndarray
    baseline: float
    odds: Callable[[np.ndarray], np.ndarray]


class Term(NamedTuple):
    """What a mechanism adds to the log-hazard of a deed: curve x weight x trait.

    byte    the row whose steps the curve has: its own or one it reads; "" for none, the step 0
    trait   caution, shame, trust or attention, which multiplies (mean one); "" for none
    curve   settings to the log-hazard by step of the byte, float (256,)
    weight  kinds to the weight of each kind of deed, float (kinds,), 0 to 1; below nought, to -1,
            where the term acts on the kind the other way
    acts    ALWAYS, UNDER_A_RULE, AT_STAKE, ONCE_RULED or NAMED
    below   settings to the size from which on it acts no more; left out: it acts at any size
    priced  settings to losses and costs, where the deed is weighed by those: the byte is the belief
            with which a loss comes, the trait multiplies the cost; what `odds` says of the loss
            expected, less what it says of a record before any scheme. The curve is then that of the
            first size, of average cost, with no grade at stake
    weighs  settings and kinds to the weights, where those hang on the settings
    valued  settings to the harm at which the curve counts once, in days robbed a year: of a deed
            that would cost the grade it is multiplied by what the worse grade takes over this
    """

    byte: str
    trait: str
    curve: Callable[[Any], np.ndarray]
    weight: Callable[[Kinds], np.ndarray]
    acts: int
    priced: Callable[[Any], Priced] | None = None
    weighs: Callable[[Any, Kinds], np.ndarray] | None = None
    valued: Callable[[Any], float] | None = None
    below: Callable[[Any], float] | None = None


Monthly = Callable[[Any, Surroundings, int, int, Rows, np.ndarray, float], None]


@dataclass(frozen=True)
class Mechanism:
    """One way in which people respond: its name in behaviour.yaml, its settings, what it does.

    settings    a NamedTuple with a default for each, neutral if it is a strength
    terms       what it adds to a deed that is about to happen
    rows        the bytes that it keeps of each resident and alone writes
    reads       rows of others that it looks at
    shared      the numbers that it keeps of each community
    monthly     moves its rows from month to month, and effort
    collective  moves what it keeps of communities; words: int64 (communities,) a draw of each
    heard       settings to how many of a community are told by each means of publication, where it
                asks who is newly named there: float, in the order of `core.levels.MEANS`
    listed      settings to the factor on bad deeds of whoever is on a black list, 0 to 255
    disputes    settings and the days of a window to the chances to contest a record within it:
                float (2 right/wrong, 5 educations)
    reopens     settings to the chance a month, by size, to close and open anew for whoever has a
                penal grade or stands on a black list: float (5,)
    visits      settings to whether it asks how often somebody was visited
    hours       settings to how far points an hour draw people from one kind of deed to another,
                None where it counts no hours
    after_effort  whether it looks at the effort that others ask for, and so comes after them
    refusals    whether it asks who was refused at a door
    names       whether it asks who stands before the public
    penalties   whether it asks who is in a penal grade or on a black list
    tables      names that tables of its settings may have
    tries       settings to the share of tries at a door that are made by refusals remembered there:
                float (4,), read of its row `shied`
    publishing  settings to how many of the people one knows are told by each means of publication:
                float, in the order of `core.levels.MEANS`
    after       settings to the factor on the chance to make good a record that is made public
    treats      settings to whether it asks how somebody was treated
    thresholds  settings and people to those who may join, int64 (n,) of the range, and the share
                of the place that must have joined before each of them does, float64 (2, n): as it
                is, and were nothing to fear
    limits      least and most of each setting that has such
    bound       settings as files have them and kinds to those with which it works
    kept        settings to the rows that it keeps of `rows`, where that hangs on them; it has no
                terms of the others
    words       settings that are words and not numbers
    prices      whether it asks which kinds had a price
    gone        settings that it had once, and what to write in their place
    """

    name: str
    settings: Any
    terms: tuple[Term, ...] = ()
    rows: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    monthly: Monthly | None = None
    collective: Collective | None = None
    heard: Callable[[Any], np.ndarray] | None = None
    listed: Callable[[Any], int] | None = None
    disputes: Callable[[Any, float], np.ndarray] | None = None
    reopens: Callable[[Any], np.ndarray] | None = None
    visits: Callable[[Any], bool] | None = None
    hours: Callable[[Any], float | None] | None = None
    after_effort: bool = False
    refusals: bool = False
    names: bool = False
    penalties: bool = False
    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tries: Callable[[Any], np.ndarray] | None = None
    publishing: Callable[[Any], np.ndarray] | None = None
    after: Callable[[Any], float] | None = None
    treats: Callable[[Any], bool] | None = None
    thresholds: Callable[[Any, Together], tuple[np.ndarray, np.ndarray]] | None = None
    limits: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    bound: Callable[[Any, Kinds], Any] | None = None
    kept: Callable[[Any], tuple[str, ...]] | None = None
    words: tuple[str, ...] = ()
    prices: bool = False
    gone: Mapping[str, str] = field(default_factory=dict)


def of_household(people: People, start: int, stop: int, counts: np.ndarray) -> np.ndarray:
    """The sum of `counts` over each one's household, for residents start .. stop-1.

    The range begins and ends with a household, as those of `monthly` do.
    """
    first = np.flatnonzero(people.position[start:stop] == 0)
    sizes = np.diff([*first, stop - start])
    return np.repeat(np.add.reduceat(counts, first), sizes)


def bad_deeds(kinds: Kinds) -> np.ndarray:
    """A weight: bad deeds, as far as people can be deterred from them."""
    return kinds.signed("bad", "hidden-bad") * kinds.deterrable


def fear(strength: float, baseline: float) -> np.ndarray:
    """A curve by step of belief: -strength x ln(belief / baseline), nought below the baseline."""
    return -strength * np.log(np.maximum(np.arange(256) / CERTAIN / baseline, 1.0))


def share_of(chance: Any, months: float) -> Any:
    """The share of a monthly change, or of each of an array, that comes in a step of `months`."""
    return 1.0 - (1.0 - chance) ** months
