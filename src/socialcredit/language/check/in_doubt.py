"""What is odd in what a file says, or does not say, of how far off its values may be."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence

from socialcredit.language.check.ranges import doubted
from socialcredit.language.check.unmeant import Oddity
from socialcredit.language.model.provenance import Block
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc

ALIKE = 0.85  # from here on two words `with` are likely to be one, misspelt


def oddities_of_words(file: Block) -> Iterator[Oddity]:
    """Words `with` that only one setting of a file has, and that look like another of its words.

    A partner may stand in any file of a run, so that a lone word alone is nothing odd.
    """
    said = [*_words(file)]
    moved = Counter(word for _, word in said)
    for loc, word in said:
        if moved[word] > 1:
            continue
        others = [other for other in moved if other != word and _alike(word, other)]
        if others:
            message = f"nothing else of the file is in doubt with `{word}`"
            problem = Problem(loc, message, f"{_one_of(others)}, or no `with`", others[0])
            yield Oddity(problem, "correct the word; it is none where a partner has it elsewhere")


def _words(file: Block) -> Iterator[tuple[Loc, str]]:
    """The words `with` of a file, once for each setting that one moves."""
    for loc, block in doubted(file):
        for index, one in enumerate(block.doubt):
            if one.together is not None:
                yield from [((*loc, "doubt", index, "with"), one.together)] * len(one.of)


def _alike(one: str, other: str) -> bool:
    match = difflib.SequenceMatcher(None, one, other)
    bounds = (match.real_quick_ratio, match.quick_ratio, match.ratio)  # each is at least the next
    return all(bound() >= ALIKE for bound in bounds)


def _one_of(names: Sequence[str]) -> str:
    return "one of " + ", ".join(names)
