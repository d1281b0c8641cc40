"""The numbers of the page's sections: 1, 2, 3, and 7.1, 7.2 for what belongs to one scheme."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from socialcredit.report.pictures.figure import Section


class Part(NamedTuple):
    """What the page tells of one scheme: its measures, what stands over it, its sections."""

    block: dict[str, Any]
    label: str
    sections: list[Section]


class Line(NamedTuple):
    """A line of the table of contents: the number, the id it leads to, the heading."""

    number: str
    id: str
    heading: str


def outline(
    opening: Sequence[tuple[str, str]],
    common: Sequence[Section],
    parts: Sequence[Part],
    closing: Sequence[tuple[str, str]],
) -> list[Line]:
    """Every section in the order of the page; `opening` and `closing` are ids and headings."""
    told = [*opening, *((section.key, section.heading) for section in common)]
    lines = [Line(str(number), *one) for number, one in enumerate(told, 1)]
    count = len(lines)
    for part in parts:
        ids = [(f"{one.key}-{part.block['scheme']}", one.heading) for one in part.sections]
        if part.label:
            count += 1
            lines.append(Line(str(count), f"story-{part.block['scheme']}", part.label))
            lines += [Line(f"{count}.{at}", *one) for at, one in enumerate(ids, 1)]
        else:
            lines += [Line(str(count + at), *one) for at, one in enumerate(ids, 1)]
            count += len(ids)
    return lines + [Line(str(count + at), *one) for at, one in enumerate(closing, 1)]
