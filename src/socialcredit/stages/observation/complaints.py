"""Whoever fell ill complains: about the firm that did it, or about another one nearby.

What a fault harmed in a month is filed from the first day of the next one on. A complaint is a
letter that names its subject, and goes the way of any sighting of its source. Each of the ill has a
draw of their own, so that one more complains without moving anybody else.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import of_numbers
from socialcredit.core.draws import philox, share, stream
from socialcredit.core.events import RIGHT, WRONG_PERSON
from socialcredit.core.jit import inner
from socialcredit.core.limits import COMMUNITY
from socialcredit.stages.observation.sources import addressed

COMPLAINS = stream("observation.complaints")
HARMED, MADE, ELSEWHERE = range(3)  # columns of the table `complaints`

COMPLAINT = of_numbers("harm source kind chance elsewhere")
"""Of what people complain: the harm, the `source` that files it and as which `kind`; the `chance`
that somebody harmed complains, and that a complaint is about somebody `elsewhere`, out of 2**32."""


class Complaints(NamedTuple):
    """Compiled complaints; no rows where nobody complains of harm."""

    of: np.ndarray  # records of COMPLAINT (rows,)


@inner
def complain(complaints, hurt, count, community, luck, month, key, letters, mail, tally):
    """This month's harmed write of whom they think it was: letters for the first of the next.

    hurt  int64 (harms x COMMUNITY,) people harmed in each way by each subject
    letters  int64 (COMMUNITY,), room    tally  int64 (harms, 3), written: table `complaints`
    """
    letters[:count] = 0
    for row in range(complaints.of.shape[0]):
        rule = complaints.of[row]
        for who in range(count):
            slot = community * COMMUNITY + luck[who]
            many = hurt[rule.harm * COMMUNITY + who]
            tally[rule.harm, HARMED] += many
            for nth in range(many):
                a, b, c, _ = philox(slot, row << 12 | nth, month, COMPLAINS, key[0], key[1])
                if a >= rule.chance:
                    continue
                of, cause = who, RIGHT
                if b < rule.elsewhere and count > 1:
                    other = share(c, count - 1)
                    of, cause = other + 1 if other >= who else other, WRONG_PERSON
                tally[rule.harm, MADE] += 1
                tally[rule.harm, ELSEWHERE] += cause != RIGHT
                post(mail, community, of, rule, cause, letters)


@inner
def post(mail, community, of, rule, cause, letters):
    """Put a complaint into the post of the community itself; it names its subject."""
    at = mail.used[0]
    if at >= mail.rows.shape[0]:
        mail.used[1] += 1
        return
    row = mail.rows[at]
    row[0], row[1], row[2], row[3], row[4] = community, of, rule.kind, 1, 1
    row[5], row[6] = rule.source, addressed(cause, letters[of])
    letters[of] += 1
    mail.used[0] = at + 1
