"""The leading eight: does a shared record raise cooperation? A model of its own, in no run.

One person may help another; a norm says who helps whom and what is then thought of the helper
(Ohtsuki and Iwasa 2004, 2006). Where all share one record, the share of good standing is the fixed
point h = h^2 GG + h (1-h) (GB + BG) + (1-h)^2 BB, each assessment being turned with the chance of
an error. Where everybody keeps an opinion of everybody and misreads acts (Hilbe, Schmid, Tkadlec,
Chatterjee and Nowak 2018, PNAS 115, 12241), opinions are a matrix: each round a random pair, the
donor acts on its own opinions of itself and of the recipient, these two and a share q of the others
watch, each misreads the act with the chance e by itself, and each then thinks of the donor what the
norm says by its own opinions of the two. Opinions are N squared and no scheme uses private ones:
that is why this stands here alone.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.experiments.behaviour.contract import Row, row

PART = "leading eight"
# Standing given, by donor, recipient and act: BBD BBC BGD BGC GBD GBC GGD GGC; and the act, by the
# donor's own standing and the recipient's: BB BG GB GG (B bad, G good, C helps, D does not).
NORMS = {
    "L1": ("01011101", "1101"), "L2": ("01011001", "1101"), "L3": ("11011101", "0101"),
    "L4": ("10011101", "0101"), "L5": ("11011001", "0101"), "L6": ("10011001", "0101"),
    "L7": ("00011101", "0101"), "L8": ("00011001", "0101"),
}  # fmt: skip
PEOPLE, WATCHING = 50, 0.9
TOWNS, KEPT = 64, 16_000  # towns beside each other, and rounds of each that are counted
SETTLED = 500.0  # rounds until chance rules, at an error of one: the rarer errors, the longer
WORD = 64  # opinions of one person, a bit each
# Good standing and cooperation under one record, by error of assessment and of acting.
PUBLIC = (
    ("L1", 0.01, 0.05, 0.943607, 0.899448), ("L3", 0.01, 0.05, 0.943756, 0.896568),
    ("L7", 0.01, 0.05, 0.940442, 0.893420), ("L7", 0.05, 0.0, 0.947521, 0.947521),
    ("L7", 0.10, 0.0, 0.890388, 0.890388),
)  # fmt: skip
PRIVATE = (0.9025, 0.6579, 0.9006, 0.8856, 0.6911, 0.4997, 0.8752, 0.0)  # at an error of 5 %
ERROR = 0.05
SOURCE = "closed form; simulations of the protocol of Hilbe and others 2018"


class Public(NamedTuple):
    """Shares of good standing and of acts that help, where all share one record."""

    good: float
    cooperation: float


def bits_of(norm: str) -> tuple[np.ndarray, np.ndarray]:
    """A norm's tables: standing given, float64 (8,), and the act, float64 (4,)."""
    return tuple(np.array([float(bit) for bit in word]) for word in NORMS[norm])  # type: ignore[return-value]


def public(norm: str, error: float, acting: float = 0.0) -> Public:
    """Where standing comes to rest under one record, from everybody good on.

    error   chance that standing is given the wrong way round
    acting  chance that who means to help does not
    """
    assessed, acts = bits_of(norm)
    helps = acts * (1.0 - acting)
    given = assessed.reshape(2, 2, 2)  # donor, recipient, act
    by_act = helps.reshape(2, 2)
    good_then = given[..., 1] * by_act + given[..., 0] * (1.0 - by_act)
    good_then = (1.0 - error) * good_then + error * (1.0 - good_then)
    h = _rest(good_then)
    pair = np.outer([1.0 - h, h], [1.0 - h, h])
    return Public(h, float((pair * by_act).sum()))


def _rest(good_then: np.ndarray) -> float:
    """The largest fixed point below one: from everybody good, round after round.

    Of the quadratic f(h) - h, whose root is where the steps of a round lead.
    """
    (bb, bg), (gb, gg) = good_then
    square, line, constant = gg - gb - bg + bb, gb + bg - 2.0 * bb - 1.0, bb
    roots = np.roots([square, line, constant]) if abs(square) > 1e-14 else [-constant / line]
    inside = [float(np.real(one)) for one in roots if abs(np.imag(one)) < 1e-9]
    return max(one for one in inside if -1e-12 <= one <= 1.0 + 1e-12)


def private(
    error: float, watching: float = WATCHING, people: int = PEOPLE, seed: int = 1,
    towns: int = TOWNS, dropped: int | None = None, kept: int = KEPT,
    norms: tuple[str, ...] = tuple(NORMS), pair_misreads: bool = True,
) -> dict[str, float]:  # fmt: skip
    """The share of acts that help under private opinions, by norm; everybody is good at first.

    watching       chance that one who is neither donor nor recipient watches
    people         at most 64
    towns          independent ones, lived beside each other; each round one act in each
    dropped, kept  rounds that are not counted (None: as many as it takes), and that are
    pair_misreads  whether donor and recipient misread as well
    """
    if not 2 <= people <= WORD:
        raise ValueError(f"a town has 2 to {WORD} people, and not {people}")
    if dropped is None:
        dropped = int(SETTLED / max(error, 0.01))
    draws = np.random.default_rng(seed)
    assessed = np.array([bits_of(norm)[0] for norm in norms])
    acts = np.array([bits_of(norm)[1] for norm in norms]).astype(bool)
    standing = np.where(assessed > 0, ~np.uint64(0), np.uint64(0))  # (norms, 8) all ones or none
    opinions = np.full((people, len(norms), towns), ~np.uint64(0))  # of a person: a bit a watcher
    every, at = np.arange(len(norms))[:, None], np.arange(towns)
    helped = np.zeros(len(norms), np.int64)
    for number in range(dropped + kept):
        donor = draws.integers(people, size=towns)
        recipient = (donor + draws.integers(1, people, size=towns)) % people
        pair = _bit(donor) | _bit(recipient)
        watch = _mask(draws, watching, towns, people) | pair
        misread = _mask(draws, error, towns, people)
        if not pair_misreads:
            misread &= ~pair
        of_donor, of_recipient = opinions[donor, :, at].T, opinions[recipient, :, at].T
        own, other = ((word >> donor.astype(np.uint64)) & 1 for word in (of_donor, of_recipient))
        helps = acts[every, (2 * own + other).astype(np.int64)]
        seen = np.where(helps, ~np.uint64(0), np.uint64(0)) ^ misread
        new = judged(standing, of_donor, of_recipient, seen)
        opinions[donor, :, at] = ((of_donor & ~watch) | (new & watch)).T
        if number >= dropped:
            helped += helps.sum(axis=1)
    return dict(zip(norms, (helped / (kept * towns)).tolist(), strict=True))


def judged(
    standing: np.ndarray, donor: np.ndarray, recipient: np.ndarray, act: np.ndarray
) -> np.ndarray:
    """What each watcher then thinks of the donor, 64 watchers at a time; uint64 (norms, towns).

    standing  uint64 (norms, 8) all ones where the norm gives good standing
    """
    new = np.zeros_like(donor)
    for case in range(8):
        who = donor if case & 4 else ~donor
        whom = recipient if case & 2 else ~recipient
        what = act if case & 1 else ~act
        new |= standing[:, case, None] & who & whom & what
    return new


def _bit(person: np.ndarray) -> np.ndarray:
    return np.uint64(1) << person.astype(np.uint64)


def _mask(draws: np.random.Generator, chance: float, towns: int, people: int) -> np.ndarray:
    """A bit for each person of each town, set with a chance; uint64 (towns,)."""
    drawn = np.zeros((towns, WORD), bool)
    drawn[:, :people] = draws.random((towns, people), np.float32) < chance
    return np.packbits(drawn, axis=1, bitorder="little").view("<u8")[:, 0]


def rows() -> list[Row]:
    """One record exactly, private opinions within chance."""
    found = []
    for norm, error, acting, good, cooperation in PUBLIC:
        told = public(norm, error, acting)
        words = f"{norm}, one record, error {error:g}" + (f", acting {acting:g}" if acting else "")
        for what, number, value in (
            ("share in good standing", good, told.good),
            ("share of acts that help", cooperation, told.cooperation),
        ):
            found.append(_row(f"{words}: {what}", value, number, 1e-6))
    made = private(ERROR)
    for (norm, value), number in zip(made.items(), PRIVATE, strict=True):
        words = f"{norm}, private opinions, N {PEOPLE}, q {WATCHING:g}, error {ERROR:g}"
        found.append(_row(f"{words}: share of acts that help", value, number, 0.006))
    return found


def _row(what: str, produced: float, published: float, tolerance: float) -> Row:
    return row(PART, what, produced, published, tolerance, source=SOURCE, evidence="primary")
