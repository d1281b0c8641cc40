"""What was told before it was found, compiled: which entries disclose, and what is less for it."""

from __future__ import annotations

from collections.abc import Mapping

from socialcredit.compile.versions import hundredths, term_of
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.scheme import Scheme

WHOLE = 1 << 16  # of a share of the points


def disclosure_of(
    entry: Entry, scheme: Scheme, lines: Mapping[str, Mapping[int, Entry]]
) -> dict[str, int]:
    """What an entry says of disclosures: whether its records are any, and what is less for them.

    lines  the versions of each entry, as `versions.versions_of`
    """
    found = {
        "discloses": int(any(one.disclosed and one.disclosed.by == entry.id
                             for one in scheme.entries)),
    }  # fmt: skip
    rule = entry.disclosed
    if rule is None or rule.by not in lines:
        return found
    return found | {
        "disclosed_by": min(lines[rule.by]),
        "disclosed_within": term_of(rule.within),
        "disclosed_points": hundredths(rule.points),
        "disclosed_share": -1 if rule.share is None else round(rule.share * WHOLE),
    }
