"""A run and its repetition, held against each other table by table."""

from pathlib import Path
from typing import Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import read_manifest

HASH = "content_hash"


def repeated(run: Path, again: Path) -> dict[str, Any]:
    """Whether two runs have the same content hash, and where not, which tables differ.

    `earlier` is None where the manifest of the first was lost or damaged, or it was never finished.
    """
    try:
        before = read_manifest(run)
    except SocialCreditError:
        before = {}
    after = read_manifest(again)
    one, two = before.get("table_hashes") or {}, after["table_hashes"]
    return {
        "run": str(run),
        "again": str(again),
        "same": before.get(HASH) == after[HASH],
        "earlier": before.get(HASH),
        "now": after[HASH],
        "tables": sorted(name for name in {*one, *two} if one.get(name) != two.get(name)),
        "versions": [before.get("package_version"), after["package_version"]],
    }


def words_of(told: dict[str, Any]) -> str:
    """The same in a sentence or two."""
    if told["same"]:
        return f"The same numbers, bit for bit: content hash {told['now']}."
    if told["earlier"] is None:
        return (
            f"The run in {told['run']} tells no content hash to compare with; now it is "
            f"{told['now']}."
        )
    one, two = told["versions"]
    by = "" if one == two else f" The first was lived by socialcredit {one}, this by {two}."
    return (
        f"Other numbers: content hash {told['earlier']} then, {told['now']} now. These tables "
        f"differ: {', '.join(told['tables'])}.{by}"
    )
