"""Tables beside places.yaml, put where the file names them: `ages: ages.csv` becomes its counts.

So a resolved file holds all that people are drawn from, a run's folder too, and no path matters
any longer. What a table says stands at the line that names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.kept import once
from socialcredit.language.read.files import bytes_of
from socialcredit.language.read.positions import Located, located
from socialcredit.language.resolve.age_counts import check_ages, load_ages
from socialcredit.language.resolve.census import (
    CensusTable,
    header_of,
    load_provinces,
    load_years,
    totals_of,
)

Parts = dict[str, Located]
Told = dict[str, Any]


class Named(NamedTuple):
    """A table that a file names: at which item of which block, under which key, and its path."""

    block: str
    at: int
    key: str
    node: Located
    path: Path


def with_tables(tree: Located) -> Located:
    """The tree of a places.yaml with the tables that it names in their place.

    Raises SocialCreditError where there is no such table, or with every line of those that do not
    fit. The same tree with the same tables is the same object.
    """
    found = [*_named(tree)]
    if not found:
        return tree
    return _put_in(tree, *(_bytes_of(one) for one in found))


@once()
def _put_in(tree: Located, *_read: bytes) -> Located:
    """The tree with its tables, by what they hold."""
    made = dict[tuple[str, int], Parts]()
    errors = list[SocialCreditError]()
    for one in _named(tree):
        item = made.setdefault((one.block, one.at), dict(_item(tree, one)))
        totals = item.get("totals")
        beside = _beside(totals) if one.key == "provinces" and totals is not None else None
        try:
            if one.key != "totals":
                told = {"file": _shown(one.node), **READ[one.block, one.key](one.path, beside)}
                item[one.key] = located(told, one.node.place)
        except SocialCreditError as error:
            errors += [error, *error.others]
    if errors:
        errors[0].others = tuple(errors[1:])
        raise errors[0]
    root = dict(tree.value) if isinstance(tree.value, dict) else {}
    for block in {block for block, _ in made}:
        before = root[block]
        items = [
            Located(made[block, at], item.place, item.text, item.keys)
            if (block, at) in made
            else item
            for at, item in enumerate(_listed(before))
        ]
        root[block] = Located(items, before.place, before.text)
    return Located(root, tree.place, tree.text, tree.keys)


def _listed(block: Located | None) -> list[Located]:
    return block.value if block is not None and isinstance(block.value, list) else []


def _item(tree: Located, one: Named) -> Parts:
    block = tree.get(one.block)
    item = block.get(one.at) if block else None
    return item.value if item is not None and isinstance(item.value, dict) else {}


def _named(tree: Located) -> Iterator[Named]:
    for block, keys in (("nations", ("provinces", "totals", "ages")), ("places", ("ages",))):
        items = tree.get(block)
        for index, item in enumerate(
            items.value if items and isinstance(items.value, list) else ()
        ):
            for key in keys:
                node = item.get(key)
                if node is not None and isinstance(node.value, str):
                    yield Named(block, index, key, node, _beside(node))


def _beside(node: Located) -> Path:
    """The path of a table, from where the file lies that names it."""
    return Path(node.place.file).parent / str(node.value)


def _shown(node: Located) -> str:
    """A table's name as a run keeps it: as it is written, and of a whole path its end alone."""
    written = Path(str(node.value))
    return written.name if written.is_absolute() else str(node.value)


def _bytes_of(one: Named) -> bytes:
    try:
        return bytes_of(one.path)
    except SocialCreditError as error:
        raise SocialCreditError(
            f"the table `{one.node.value}` cannot be read: {error.message}",
            str(one.node.place),
            one.node.text,
            "the path of a table, from the folder of this file",
            "put the table there, or correct its name",
        ) from None


def _of_place(path: Path, _: Path | None) -> Told:
    found = load_ages(path)
    return {"groups": found.groups, "men": found.men, "women": found.women}


def _of_provinces(path: Path, totals: Path | None) -> Told:
    return _rows_of(load_provinces(path, totals))


def _of_years(path: Path, _: Path | None) -> Told:
    return _rows_of(load_years(path))


def _rows_of(table: CensusTable) -> Told:
    rows = {name: {"men": men, "women": women} for name, (men, women) in table.rows.items()}
    return {"groups": table.groups, "rows": rows}


READ: dict[tuple[str, str], Callable[[Path, Path | None], Told]] = {
    ("places", "ages"): _of_place,
    ("nations", "provinces"): _of_provinces,
    ("nations", "ages"): _of_years,
}


def check_table(path: Path) -> tuple[str, str]:
    """Check a table by itself, told by its first line: its kind, and what it holds."""
    header = [cell.strip() for cell in header_of(path).split(",")]
    if header[0] == "year":
        rows = 2 * len(load_years(path).rows)
    elif "sex" in header[1:] and not {"age", "count"} & {*header}:
        rows = 2 * len(load_provinces(path, _totals_beside(path)).rows)
    elif header[0] == "province":
        rows = len(totals_of(path).known)
    else:
        told = check_ages(path)
        return "ages", f"a place's people by sex and age, everything fits ({told})"
    return "census", f"a census table, everything fits (rows: {rows})"


def _totals_beside(path: Path) -> Path | None:
    """The table of totals in the same folder, known by its first columns."""
    for one in sorted(path.parent.glob("*.csv")):
        try:
            if header_of(one).startswith("province,population"):
                return one
        except SocialCreditError:
            continue  # it is another file that is asked about
    return None
