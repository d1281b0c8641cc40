"""A lender's thresholds by group, and what they do to the scores of those who ask.

A component, used in no run: the lender takes everybody from a score on, a loan that is repaid moves
a score up and one that is not down, within bounds. Liu, Dean, Rolf, Simchowitz and Hardt, "Delayed
impact of fair machine learning" (ICML 2018, arXiv 1803.04383). As in their code the expected move
is cut at the bounds, and not each of the two outcomes; means are over the whole group, those who
are refused with nought. A threshold may fall within a score: then a share of who has it is taken.

Beside it, a rule that changes what it is learned from (Perdomo and others 2020, arXiv 2002.06673):
outcomes follow N(mu + eps x rule, .), the least squares rule is their mean, and re-training leads
to mu / (1 - eps) where eps is below one, each error eps times the one before.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

UP, DOWN = 75.0, -150.0  # by which a loan repaid, and one that is not, moves a score
LOWEST, HIGHEST = 300.0, 850.0
POLICIES = ("MaxProfit", "DemParity", "EqOpp")


@dataclass(frozen=True)
class Applicants:
    """Those who ask, by group and score, lowest score first.

    score   float64 (scores,)
    mass    float64 (groups, scores) shares of each group, summing to one
    repays  float64 (groups, scores) the chance that a loan is repaid
    weight  float64 (groups,) shares of all who ask
    """

    score: np.ndarray
    mass: np.ndarray
    repays: np.ndarray
    weight: np.ndarray


@dataclass(frozen=True)
class Lent:
    """What a policy comes to, by group; each float64 (groups,) but the profit.

    threshold  the score from which on people are taken, between two where a share of one is
    accepted   share of the group;  found  share of those who would repay;  change  mean of scores
    profit     an applicant, in the gain of a loan that is repaid
    """

    threshold: np.ndarray
    accepted: np.ndarray
    found: np.ndarray
    change: np.ndarray
    profit: float


def moves(who: Applicants, up: float = UP, down: float = DOWN) -> np.ndarray:
    """The expected move of a score by a loan, cut at the bounds; float64 (groups, scores)."""
    expected = who.repays * up + (1.0 - who.repays) * down
    return np.clip(who.score + expected, LOWEST, HIGHEST) - who.score


def lent(
    who: Applicants, policy: str, gain: float = 1.0, loss: float = -4.0, up: float = UP,
    down: float = DOWN,
) -> Lent:  # fmt: skip
    """What the most profitable rule of a policy comes to.

    policy  MaxProfit (no condition), DemParity (equal shares are taken) or EqOpp (equal shares of
            those who would repay)
    gain, loss  of a loan that is repaid, and of one that is not (below nought)
    """
    worth = who.repays * gain + (1.0 - who.repays) * loss
    if policy == "MaxProfit":
        taken = (worth >= 0.0).astype(float)
    elif policy == "DemParity":
        taken = _best(who, worth, _from_the_top(who.mass), lambda share: share)
    elif policy == "EqOpp":
        paid = who.mass * who.repays / (who.mass * who.repays).sum(axis=1, keepdims=True)
        taken = _best(who, worth, _from_the_top(paid), _rates_of(paid, who.mass))
    else:
        raise ValueError(f"a policy is one of {', '.join(POLICIES)}, and not {policy}")
    repaid = who.mass * who.repays
    return Lent(
        thresholds(who.score, taken),
        (taken * who.mass).sum(axis=1),
        (taken * repaid).sum(axis=1) / repaid.sum(axis=1),
        (taken * who.mass * moves(who, up, down)).sum(axis=1),
        float(who.weight @ (worth * taken * who.mass).sum(axis=1)),
    )


def thresholds(score: np.ndarray, taken: np.ndarray) -> np.ndarray:
    """Where people begin to be taken: the score, and within it the share that is not.

    taken  float64 (groups, scores)
    """
    first = np.argmax(taken > 0.0, axis=1)
    share = taken[np.arange(len(taken)), first]
    return score[first] + (1.0 - share) * (
        score[np.minimum(first + 1, len(score) - 1)] - score[first]
    )


def _from_the_top(mass: np.ndarray) -> np.ndarray:
    """The shares at which somebody of the next score comes in, of any group, in order.

    Profit is linear between them, so that the best share is one of them.
    """
    return np.unique(np.clip(np.cumsum(mass[:, ::-1], axis=1), 0.0, 1.0))


def _best(
    who: Applicants, worth: np.ndarray, shares: np.ndarray, rates: Callable[..., np.ndarray]
) -> np.ndarray:
    """Who is taken by the most profitable of some shares; float64 (groups, scores)."""
    tried = [taking(who.mass, rates(np.full(len(who.mass), share))) for share in shares]
    profits = [float(who.weight @ (worth * taken * who.mass).sum(axis=1)) for taken in tried]
    return tried[int(np.argmax(profits))]


def taking(mass: np.ndarray, rates: np.ndarray) -> np.ndarray:
    """Who is taken where so large a share of each group is, highest scores first."""
    above = np.cumsum(mass[:, ::-1], axis=1)[:, ::-1] - mass
    return np.clip((rates[:, None] - above) / np.where(mass > 0.0, mass, 1.0), 0.0, 1.0)


def _rates_of(paid: np.ndarray, mass: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """From shares of those who would repay to shares of everybody."""
    reached = [np.concatenate([[0.0], np.cumsum(one[::-1])]) for one in paid]
    taken = [np.concatenate([[0.0], np.cumsum(one[::-1])]) for one in mass]

    def rates(shares: np.ndarray) -> np.ndarray:
        return np.array([np.interp(*one) for one in zip(shares, reached, taken, strict=True)])

    return rates


def outcome_curve(who: Applicants, group: int) -> tuple[np.ndarray, np.ndarray]:
    """Shares taken, highest scores first, and the mean change of the group's scores at each."""
    mass = who.mass[group][::-1]
    return np.cumsum(mass), np.cumsum(mass * moves(who)[group][::-1])


def harm_threshold(who: Applicants, group: int) -> float | None:
    """The score below which lending makes a group's mean fall; None where it never does.

    Within a score it lies as far up as the share of it that is taken, as in the published code.
    """
    _, change = outcome_curve(who, group)
    if not (change < 0.0).any():
        return None
    first = int(np.argmax(change < 0.0))
    at = len(who.score) - 1 - first
    before = change[first - 1] if first else 0.0
    share = before / (before - change[first])
    return float(who.score[at] + share * (who.score[at + 1] - who.score[at]))


def retrained(mu: float, eps: float, start: float, rounds: int) -> np.ndarray:
    """A rule re-trained so often on what it changed: float64 (rounds + 1,), the start first."""
    rules = [start]
    for _ in range(rounds):
        rules.append(mu + eps * rules[-1])
    return np.array(rules)
