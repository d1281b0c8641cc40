"""Pictures that a form may ask for; where there is nothing to draw, words say so."""

from __future__ import annotations

from dataclasses import replace

from socialcredit.assessment import pictures
from socialcredit.assessment.answers.numbers import (
    keys_of,
    known,
    number,
    paragraphs,
    scheme_numbers,
)
from socialcredit.assessment.document import Block, Picture
from socialcredit.assessment.evidence import Evidence

TWO = ("M1.share", "M4.other_part", "M7.within_a_year", "conduct.bad.change")


def two_intervals(evidence: Evidence, of: tuple[str, ...] = ()) -> tuple[Block, ...]:
    """Numbers with both their ranges, each on a scale of its own."""
    keys = [key for key in keys_of(evidence, of or TWO) if known(number(evidence, key))]
    return _or_words(pictures.two_intervals(evidence, keys), "None of these numbers is known.")


def pareto(evidence: Evidence) -> tuple[Block, ...]:
    """Benefit against burden of every design, scale by scale."""
    return _or_words(pictures.pareto(evidence), "No designs can be drawn against each other.")


def turns(evidence: Evidence) -> tuple[Block, ...]:
    """How far a doubt has to move until a finding turns."""
    return _or_words(pictures.turns(evidence), "No finding turns within the ranges.")


def context_map(evidence: Evidence) -> tuple[Block, ...]:
    """Where records and the doors that close on them lie, of each scheme that is told."""
    drawn = tuple(
        replace(picture, caption=f"{title}. {picture.caption}" if title else picture.caption)
        for scheme, title in scheme_numbers(evidence)
        if (picture := pictures.context_map(evidence, scheme)) is not None
    )
    return drawn or paragraphs(["No door closed on anybody whose life is followed: no map."])


def _or_words(picture: Picture | None, words: str) -> tuple[Block, ...]:
    return paragraphs([words]) if picture is None else (picture,)


PICTURES = {"pareto": pareto, "turns": turns, "context-map": context_map}
PICTURES_OF = {"two-intervals": two_intervals}  # of measures that the form names
