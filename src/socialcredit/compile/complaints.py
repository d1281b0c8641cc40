"""Compile what people complain of: which harm, who files it, how often, and of how many wrongly."""

from collections.abc import Mapping, Sequence
from typing import Any

from socialcredit.compile.faults import harms_of
from socialcredit.core.columns import records
from socialcredit.core.draws import threshold
from socialcredit.core.kept import once
from socialcredit.stages.observation.complaints import COMPLAINT, Complaints

Document = Mapping[str, Any]


@once()
def compile_complaints(deeds: Sequence[Document], sources: Sequence[Document]) -> Complaints:
    """The complaints of all sources; deeds and sources in table order."""
    harms, number = [*harms_of(deeds)], {deed["deed"]: k for k, deed in enumerate(deeds)}
    told = [(j, source["complaints"]) for j, source in enumerate(sources) if complains(source)]
    found = Complaints(records(len(told), COMPLAINT))
    for row, (j, one) in zip(found.of, told, strict=True):
        row.harm, row.source, row.kind = harms.index(one["of"]), j, number[one["files"]]
        row.chance = threshold(float(one["chance"]))
        row.elsewhere = threshold(float(one["elsewhere"]))
    return found


def complains(source: Document) -> bool:
    """Whether those harmed write to a source."""
    return bool(source.get("complaints"))
