"""The section on what changed since an earlier assessment, as blocks of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from socialcredit.assessment.answers.numbers import NOT_KNOWN, compact, words
from socialcredit.assessment.document import (
    Block,
    Grid,
    Paragraph,
    Points,
    Section,
    plain,
    words_of,
)
from socialcredit.assessment.evidence import Evidence, Number
from socialcredit.assessment.since import Change, Far, Moved, Since, since
from socialcredit.core.text import counted
from socialcredit.language.model.declared import QUESTIONS

NONE = "—"  # what stands in a table where there was nothing
HASH = re.compile(r"\b[0-9a-f]{64}\b")
MOST = 15  # rows of a table of this section: the rest is counted
WORDS = {
    "scenario": "scenario", "schemes": "schemes", "people": "people", "firms": "firms",
    "years": "years", "seeds": "seeds", "points": "draws from the ranges of assumptions",
    "alternatives": "alternatives", "sets": "values set by hand", "version": "version",
    "model_hash": "hash of the model",
}  # fmt: skip
FAR: dict[Far, str] = {
    "beyond both": "beyond luck and beyond what is assumed",
    "beyond luck": "beyond luck, within what is assumed",
    "within luck": "no further than luck alone moves it",
    "not known": "cannot be told",
}
ANOTHER = "The model itself differs: numbers may have moved for that."
OTHER = ("scenario", "people", "firms", "years", "schemes")  # where these differ, so do numbers


def since_section(now: Evidence, was: Evidence) -> Section:
    """What changed since `was`, as a section that any form may end with."""
    found = since(now, was)
    day = was.made["date"][:10]
    blocks: list[Block] = [
        *_asked(found, day),
        _differing(found.rules, "Rules that differ", "No rule of the scheme differs."),
        _differing(
            found.assumptions, "Assumed values that differ", "No assumed value differs."
        ),
        *([Paragraph(plain(ANOTHER))] if found.made else ()),
        _differing(found.made, "The model", "Both were made with the same model.", WORDS),
        _differing(
            found.declared, "What the deployer declares otherwise",
            "The deployer has declared nothing else than then.", QUESTIONS,
        ),
        *_findings(now, found),
        *_numbers(now, found),
        _differing(
            found.conditions, "Conditions of Art. 5(1)(c) that stand otherwise",
            "No condition of Art. 5(1)(c) stands otherwise than then.",
        ),
        _differing(
            found.front, "Designs that came on the front or left it",
            "No design came on the front or left it.",
        ),
    ]  # fmt: skip
    return Section("", f"What changed since {day}", "Art. 27(2)", tuple(blocks))


def _asked(found: Since, day: str) -> list[Block]:
    held = f"Held against the assessment of {day}"
    if not found.asked:
        return [Paragraph(plain(f"{held}, which asked the same."))]
    other = [WORDS[one.what] for one in found.asked if one.what in OTHER]
    warning = (
        f"The two do not ask the same: {', '.join(other)} differ. A number that moved may have "
        "moved for that alone, whatever the rules say."
        if other
        else "How often the runs were repeated differs; what they are about does not."
    )
    return [Paragraph(plain(f"{held}. {warning}")), _changes("What was asked", found.asked, WORDS)]


def _differing(
    changes: Sequence[Change], caption: str, none: str, known: Mapping[str, str] | None = None
) -> Block:
    """What differs, in a table; one sentence where nothing does."""
    return _changes(caption, changes, known) if changes else Paragraph(plain(none))


def _changes(
    caption: str, changes: Sequence[Change], known: Mapping[str, str] | None = None
) -> Grid:
    rows = tuple(
        (plain((known or {}).get(one.what, one.what)), plain(_short(one.was)),
         plain(_short(one.now)))
        for one in changes[:MOST]
    )  # fmt: skip
    return Grid(caption, ("what", "then", "now"), rows, _rest(len(changes)))


def _short(said: str) -> str:
    """What was said; of a hash its beginning, which is enough to tell two apart."""
    return HASH.sub(lambda found: f"{found[0][:12]}…", said) or NONE


def _rest(size: int) -> str:
    return f"{counted(size - MOST, 'more differs', 'more differ')}." if size > MOST else ""


def _findings(now: Evidence, found: Since) -> list[Block]:
    """The findings of today, each as it was then: whether it moved further than luck."""
    known = {(one.key, one.alternative): one for one in found.moved}
    rows = []
    for finding in now.findings:
        one = known.get((finding.key, finding.alternative))
        number = now.numbers.get((finding.key, finding.alternative))
        then = _told(one.was) if one else NOT_KNOWN
        far = FAR[one.far] if one else FAR["not known"]
        rows.append((plain(words(now, finding.key)), plain(then), compact(number), plain(far)))
    if not rows:
        return []
    head = ("finding", "then", "now", "it moved")
    return [Grid("The findings of the first page, then and now", head, tuple(rows))]


def _numbers(now: Evidence, found: Since) -> list[Block]:
    """How many numbers moved how far, and those of the scheme as written that moved beyond both."""
    size = {far: sum(one.far == far for one in found.moved) for far in FAR}
    said = [plain(f"{size[far]:,}: {words}") for far, words in FAR.items() if size[far]]
    if found.lost:
        said.append(plain(f"{found.lost:,}: only one of the two has it"))
    blocks: list[Block] = [
        Paragraph(plain("Of all numbers of both tables, of all designs, so many moved:")),
        Points(tuple(said)),
    ]
    far = [one for one in found.moved if one.far == "beyond both" and not one.alternative]
    if not far:
        return [*blocks, Paragraph(plain(
            "No number of the scheme as written moved beyond both ranges."))]  # fmt: skip
    far.sort(key=_by_how_much, reverse=True)
    rows = tuple(
        (plain(words(now, one.key)), plain(_told(one.was)), compact(one.now)) for one in far
    )
    head = ("measure", "then, with where luck and assumptions put it", "now, likewise")
    grid = Grid("Numbers that moved beyond both ranges", head, rows[:MOST], _rest(len(rows)))
    return [*blocks, grid]


def _by_how_much(one: Moved) -> float:
    """How far a number moved, in widths of its ranges."""
    assert one.was.value is not None and one.now.value is not None
    ends = [*(one.was.assumptions or ()), *(one.now.assumptions or ())]
    width = (max(ends) - min(ends)) if ends else 0.0
    return abs(one.now.value - one.was.value) / (width or 1.0)


def _told(number: Number) -> str:
    """A number of the earlier table, with both its ranges, in words alone."""
    return words_of(compact(number))
