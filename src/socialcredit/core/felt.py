"""What happened to a resident this month, in one byte: deeds under a known rule, notices, credits.

Notices fill two bits, deeds and credits three each; more of them than fit are not remembered.
How one was treated is a byte of its own, two bits each: word of a record that is not so and that
the person knows not to be so, or an office that stands by it; word of one that is so; a record put
right after an objection.
"""

from socialcredit.core.jit import inner, merged

MOST_NOTICES, MOST_DEEDS, MOST_CREDITS = 3, 7, 7
DEED, CREDIT = 4, 32  # what one more adds; a notice adds one
WRONGED, EXPLAINED, PUT_RIGHT = 1, 4, 16  # of how one was treated: what one more adds
MOST_TREATED = 3


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


@merged
def treated_so(treated, way):
    """How often somebody was treated in a way."""
    return treated // way & MOST_TREATED


@merged
def with_treatment(treated, way):
    """The byte after another treatment of that way."""
    return treated + way if treated_so(treated, way) < MOST_TREATED else treated
