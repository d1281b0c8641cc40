"""Blocks that hold as long as the scheme does: from its first day on, and without a gap."""

from collections.abc import Iterator
from datetime import timedelta

from socialcredit.language.model.provenance import holding
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem

ALWAYS = ("subjects", "score", "grades", "procedure")


def problems_of_gaps(scheme: Scheme) -> Iterator[Problem]:
    """Yield where a block that must always hold does not, and dimensions that come late or go."""
    for block in ALWAYS:
        rules = getattr(scheme, block)
        if holding(rules, scheme.starts) is None:
            yield Problem(
                (block, 0, "since"),
                f"no {block} hold on the first day of the scheme",
                f"a first item with since {scheme.starts} or before",
            )
        for index, rule in enumerate(rules):
            after = rule.until and rule.until + timedelta(days=1)
            if not after or (scheme.ends is not None and rule.until >= scheme.ends):
                continue
            if after > scheme.starts and holding(rules, after) is None:
                yield Problem(
                    (block, index, "until"),
                    f"from {after} on no {block} hold",
                    f"a version with since {after}, instead of `until`",
                )
    for index, dimension in enumerate(scheme.dimensions):
        if dimension.since > scheme.starts or dimension.until is not None:
            yield Problem(
                ("dimensions", index, "until" if dimension.until else "since"),
                "a dimension holds as long as the scheme",
                f"since {scheme.starts}, and no `until`",
            )
