"""Scores that are made anew of the records on file: the latest, a mean, those of one period."""

from socialcredit.core.jit import kernel, merged

SUM, LATEST, MEAN = range(3)


@merged
def counts_today(book, s, filed, today):
    """Whether a record filed on a day is one of those that what stands today is made of."""
    if today >= book.head[s].final:
        return book.head[s].next_opens <= filed <= book.head[s].next_closes
    return book.head[s].opens <= filed <= book.head[s].closes


@kernel
def taken_in(book, s, score, points, before):
    """The score with one more record, from the newest on; a mean is a sum until `shared_out`.

    before  how many records were taken in before
    """
    if book.head[s].counts == SUM:
        return score + points
    result = book.head[s].start + points
    if before == 0:
        return result
    return score + result if book.head[s].counts == MEAN else score


@kernel
def shared_out(book, s, total, many):
    """The mean of so many records, to the unit of the score, halves up."""
    unit = book.head[s].unit
    return (2 * total + many * unit) // (2 * many * unit) * unit
