"""The chain of files that extend one another: read once each, laid one over the other."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.read.positions import Located
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve.extends import extended
from socialcredit.language.resolve.money import in_currency, purse_in, with_carried

DEEPEST_VARIANT = 100

Reader = Callable[[Path], Located]


class Finder(Protocol):
    """What finds a file by the name that was written in `reader`, which lies in `beside`."""

    def __call__(self, name: str, beside: Path | None, reader: Path | None = ..., /) -> Path:
        """The file; raises SocialCreditError where there is none, or more than one."""


def whole_tree(path: Path, find: Finder, reading: Reader = read) -> Located:
    """The tree of a file, laid over what it extends, the first first."""
    found: dict[Path, Located] = {}
    _gather_lineage(path, find, [], found, reading)
    first, *others = found.values()
    return functools.reduce(_laid_over, others, first)


def _laid_over(original: Located, variant: Located) -> Located:
    """A variant over its original, whose money is told in that of the variant."""
    purse = purse_in(variant)
    if purse is None:
        return extended(original, variant)
    before = in_currency(original, purse)
    return with_carried(extended(before, variant), before)


def _gather_lineage(
    path: Path,
    find: Finder,
    chain: list[tuple[Path, str]],
    found: dict[Path, Located],
    reading: Reader,
) -> None:
    """Put a file's tree behind those it extends, each once, whichever extends it first.

    chain  the files on the way here, each with the name by which it was called
    """
    tree, here = reading(path), path.resolve()
    for original in originals(tree):
        try:
            before = find(str(original.value), path.parent, path)
        except SocialCreditError as error:
            raise SocialCreditError(
                error.message, str(original.place), original.text, error.expected, error.hint,
                meant=error.meant,
            ) from None  # fmt: skip
        way = [*chain, (here, str(original.value))]
        passed = [file for file, _ in way]
        if before.resolve() in passed:
            begins = passed.index(before.resolve())
            _refuse_circle(original, [name for _, name in way[begins:]])
        if len(way) > DEEPEST_VARIANT:
            raise SocialCreditError(
                f"a chain of more than {DEEPEST_VARIANT} variants, each of the one before",
                str(original.place),
                original.text,
                expected="a shorter chain",
                hint="write out one of the files in the middle",
            )
        if before.resolve() not in found:
            _gather_lineage(before, find, way, found, reading)
    found[here] = tree


def _refuse_circle(original: Located, names: list[str]) -> None:
    raise SocialCreditError(
        f"the variants run in a circle: {' extends '.join([*names[-1:], *names])}",
        str(original.place),
        original.text,
        expected="a file that does not rest on this one",
        hint="take one `extends` of the circle out",
    )


def originals(tree: Located) -> list[Located]:
    """What a file says that it extends: a name, or several."""
    told = tree.get("extends")
    if told is None:
        return []
    names = told.value if isinstance(told.value, list) else [told]
    for name in names:
        if not isinstance(name.value, str):
            raise SocialCreditError(
                "this is not a name", str(name.place), name.text, "the name or path of a file"
            )
    return names
