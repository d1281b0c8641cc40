"""What stands in a month's sums: those that are not nought, and the rows of tables out of them."""

from socialcredit.core.jit import kernel


@kernel
def not_nought(total, ends, month, kept, upto):
    """Write down the sums of a month that are not nought, column after column; how many.

    total  int64 (sums,) the columns one behind the other    ends  int64 (columns,) where each ends
    kept  int64 (sums, 3) written: month, place in its column, value
    upto  int64 (columns,) written: how many rows there are once a column is done
    """
    many = before = 0
    for column in range(ends.shape[0]):
        for at in range(before, ends[column]):
            if total[at] != 0:
                kept[many, 0], kept[many, 1], kept[many, 2] = month, at - before, total[at]
                many += 1
        before = ends[column]
        upto[column] = many
    return many


@kernel
def fill_rows(sums, world, keys, counts, rows):
    """One row a month and combination of keys out of sums; how many.

    sums  int64 (sums, 3) month, place in the column, value; rising by month, then by place
    keys  int64 (keys,) how many values each key has    counts  columns counted, as in `Counted`
    rows  int64 (rows, 2 + keys + counts), written: the world, the month, the keys, the counts
    """
    many, month, place = 0, -1, -1
    first = 2 + keys.shape[0]
    for n in range(sums.shape[0]):
        if sums[n, 0] != month or sums[n, 1] // counts != place:
            month, place = sums[n, 0], sums[n, 1] // counts
            rows[many, 0], rows[many, 1], left = world, month, place
            for key in range(keys.shape[0] - 1, -1, -1):
                rows[many, 2 + key] = left % keys[key]
                left //= keys[key]
            rows[many, first:] = 0
            many += 1
        rows[many - 1, first + sums[n, 1] % counts] = sums[n, 2]
    return many
