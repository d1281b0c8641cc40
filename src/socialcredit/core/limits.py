"""What books and kernels have room for; the language refuses what goes beyond."""

from __future__ import annotations

COMMUNITY = 2048  # residents in a community, at most; also the width of a slot's lower part
FIRMS_IN_COMMUNITY = 1024  # firms of one market in a community, at most
SIXTEEN_BITS = (1 << 16) - 1  # the greatest number of sixteen bits
NEVER = SIXTEEN_BITS  # as a day in the books: of a record or a listing without an end in the run
MOST_COUNTED = SIXTEEN_BITS  # what a meter, the size kept with a record or a dimension can count to
MOST_SCHEMES = 31
MOST_DAYS = SIXTEEN_BITS - 1  # the last two days mean `never` and `ends after the run`
MOST_DEEDS = 256
MOST_SIGHTS = 32
MOST_ENTRIES = 256
MOST_LISTS = 62
MOST_HEARD = 8  # lists and grades of other schemes that rules of a population ask: bits of a byte
MOST_FAULTS = 16  # kinds of deed of a population that stand: bits of a number
MOST_HARMS = 8  # kinds of harm that what stands may do
MOST_TOURS = 8  # sources of a population that go round
MOST_VISITS_A_DAY = 24  # of one inspector
MOST_VISITS_A_YEAR = 52  # of one source to one subject, on average
LONGEST_ORDER = 366  # days within which an order of an inspector is to be met
MOST_HURT = 20.0  # people whom one fault may harm in a month, on average
MOST_BANS = 62  # consequences of a run that keep people from deeds: bits of a number
LAST_GRADE_LED_TO = 16
NARROW = 255  # what a meter with one row counts to
MOST_POINTS = 10_000
MOST_POINTS_A_UNIT = 100
FURTHEST_SCORE = 1_000_000
FINEST = 1_000_000
