"""The two books of the panel: what happened and what was filed, as one log of dated events.

An event is a row of int64. The columns of truth (`cause`, and every row of DEED and STOPPED) never
enter a stage of the authority's side; only results read them beside the rest.
"""

EVENTS = (
    "DEED SIGHTED FILED NOTICE DISPUTE CORRECTED UPHELD EXPIRED GRADE LISTED UNLISTED REFUSED "
    "REWARDED AWARE COPIES_CORRECTED REPAIRED CHARGED SHOWN FOLLOWED STOPPED "
    "OPENED INCOME_LOST CROSSED ENDED"
).split()
(
    DEED,
    SIGHTED,
    FILED,
    NOTICE,
    DISPUTE,
    CORRECTED,
    UPHELD,
    EXPIRED,
    GRADE,
    LISTED,
    UNLISTED,
    REFUSED,
    REWARDED,
    AWARE,
    COPIES_CORRECTED,
    REPAIRED,
    CHARGED,
    SHOWN,
    FOLLOWED,
    STOPPED,
    OPENED,
    INCOME_LOST,
    CROSSED,
    ENDED,
) = range(1, 25)

COLUMNS = "resident day what kind source scheme entry points cause record score grade".split()

RIGHT, WRONG_PERSON, FALSE_ALARM, WRONG_CONTENT, ASSOCIATION = range(5)
CAUSES = ("right", "wrong person", "false alarm", "wrong content", "association")
