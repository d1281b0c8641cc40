"""What books and kernels have room for; the language refuses what goes beyond."""

from __future__ import annotations

MOST_STEPS = 65_535
MOST_SCHEMES = 31
MOST_DAYS = 65_534  # of 16 bits, the last two days mean `never` and `ends after the run`
MOST_DEEDS = 256
MOST_SIGHTS = 32
MOST_ENTRIES = 256
MOST_LISTS = 62
LAST_GRADE_LED_TO = 16
MOST_COUNTED = 65_535
NARROW = 255  # what a meter with one row counts to
MOST_POINTS = 10_000
MOST_POINTS_A_UNIT = 100
FURTHEST_SCORE = 1_000_000
FINEST = 1_000_000
