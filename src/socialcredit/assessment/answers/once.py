"""What a section says once: which scheme a table is of, and what is not known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from socialcredit.assessment.answers.numbers import NOT_TOLD, names_of, not_told, title_of
from socialcredit.assessment.document import Block, Grid, Inline, Paragraph, words_of
from socialcredit.assessment.evidence import Evidence
from socialcredit.core.text import upper_first

Row = tuple[Inline, ...]


def said_once(evidence: Evidence, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A section's blocks, in which a number that is not known is named once, where it first is.

    Of several schemes the one that is told is named in the caption of a table, and where
    paragraphs begin to be of it.
    """
    leads = tuple(f"{title_of(evidence, name)}: " for name in names_of(evidence))
    return schemes_once(leads, unknowns_once(leads, blocks))


def unknowns_once(leads: Sequence[str], blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without what was said before not to be known; none of which nothing is left.

    leads  what numbers of a scheme begin with
    """
    seen: set[str] = set()

    def left(found: re.Match[str]) -> str:
        told = []
        for what in found[1].split("; "):
            bare = next((what.removeprefix(x) for x in leads if what.startswith(x)), what)
            told += [] if bare in seen else [what]
            seen.add(bare)
        return not_told(told)

    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid) and block.note:
            block = replace(block, note=NOT_TOLD.sub(left, block.note).strip())
        elif isinstance(block, Paragraph):
            spans = [one._replace(text=NOT_TOLD.sub(left, one.text)) for one in block.inline]
            block = replace(block, inline=tuple(one for one in spans if one.text))
        if not isinstance(block, Paragraph) or _says_something(block, leads):
            kept.append(block)
    return tuple(kept)


def _says_something(block: Paragraph, leads: Sequence[str]) -> bool:
    """Whether anything is left of a paragraph but the name of the scheme that it is of."""
    words = words_of(block.inline).strip()
    return bool(words) and f"{words} " not in leads


def schemes_once(leads: Sequence[str], blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without the name of a scheme where it was just said.

    Of a table it is the caption that says it, where a whole column is of one scheme.
    """
    told: list[Block] = []
    before = None
    for block in blocks:
        lead = None
        if isinstance(block, Grid):
            block = _captioned(leads, block)
        elif isinstance(block, Paragraph):
            lead = _lead_of(leads, block.inline)
            if lead is not None and lead == before:
                block = replace(block, inline=_begun(_without(lead, block.inline)))
        before = lead
        told.append(block)
    return tuple(told)


def _lead_of(leads: Sequence[str], inline: Inline) -> str | None:
    words = words_of(inline)
    return next((lead for lead in leads if words.startswith(lead)), None)


def _captioned(leads: Sequence[str], grid: Grid) -> Grid:
    for lead in leads:
        ours = [
            place
            for place in range(len(grid.head))
            if all(words_of(row[place]).startswith(lead) for row in grid.rows)
        ]
        if ours and grid.rows:
            rows = tuple(_row_without(lead, row, ours) for row in grid.rows)
            caption = f"{grid.caption}: {lead.removesuffix(': ')}"
            return replace(grid, caption=caption, rows=rows, note=grid.note.replace(lead, ""))
    return grid


def _row_without(lead: str, row: Row, places: Sequence[int]) -> Row:
    return tuple(_without(lead, one) if k in places else one for k, one in enumerate(row))


def _without(lead: str, inline: Inline) -> Inline:
    """The same without the name of the scheme, which is within the first span, or is all of it."""
    first, *rest = inline
    cut = first.text.removeprefix(lead)
    return (first._replace(text=cut), *rest) if cut else tuple(rest)


def _begun(inline: Inline) -> Inline:
    """The same as a sentence begins."""
    first, *rest = inline
    return (first._replace(text=upper_first(first.text)), *rest)
