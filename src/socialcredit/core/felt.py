"""What happened to a resident this month, in one byte: deeds under a known rule, notices, credits.

Notices fill two bits, deeds and credits three each; more of them than fit are not remembered.
"""

from socialcredit.core.jit import inner

MOST_NOTICES, MOST_DEEDS, MOST_CREDITS = 3, 7, 7
DEED, CREDIT = 4, 32  # what one more adds; a notice adds one


@inner
def notices_in(felt):
    """How often word of a record came."""
    return felt & MOST_NOTICES


@inner
def deeds_in(felt):
    """How many deeds were done that a rule, known to whoever did them, counts against people."""
    return felt // DEED & MOST_DEEDS


@inner
def credits_in(felt):
    """How many good deeds made up for points were credited."""
    return felt // CREDIT


@inner
def with_notice(felt):
    """The byte after word of another record."""
    return felt + 1 if notices_in(felt) < MOST_NOTICES else felt


@inner
def with_deed(felt):
    """The byte after another deed under a known rule."""
    return felt + DEED if deeds_in(felt) < MOST_DEEDS else felt


@inner
def with_credit(felt):
    """The byte after another credit."""
    return felt + CREDIT if credits_in(felt) < MOST_CREDITS else felt
