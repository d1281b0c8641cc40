"""Student's t at 90 %: how far a mean over few independent values may lie from the truth."""

from collections.abc import Sequence
from math import sqrt
from statistics import stdev

REACH = 1.6449  # 95 % quantile of the normal distribution: five in a hundred lie beyond each end
# 95 % quantiles of Student's t for 1 .. 30 degrees of freedom, from printed tables.
STUDENT = (
    6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812,
    1.796, 1.782, 1.771, 1.761, 1.753, 1.746, 1.740, 1.734, 1.729, 1.725,
    1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699, 1.697,
)  # fmt: skip


def student(freedom: int) -> float:
    """95 % quantile of Student's t; beyond 30 degrees of freedom by Cornish and Fisher."""
    if freedom <= len(STUDENT):
        return STUDENT[freedom - 1]
    z, n = REACH, freedom
    return z + (z**3 + z) / (4 * n) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)


def reach_of_mean(values: Sequence[float]) -> float:
    """How far the mean of two values or more may lie from the truth, on either side."""
    return student(len(values) - 1) * stdev(values) / sqrt(len(values))
