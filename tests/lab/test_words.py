"""Every word of the lab's pages is used by somebody: what nobody says is taken out."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from socialcredit import lab

HERE = Path(lab.__file__).parent
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted(HERE.rglob("*"))
    if path.suffix in (".py", ".js", ".j2") and "vendor" not in path.parts
)
# Keys that are put together of a beginning that stands in the sources, and what is told.
BEGUN = (
    "lessons.of_", "live.less", "live.more", "live.cap_", "live.tile_", "live.table_", "kinds.",
    "change.lever.", "change.error.", "change.evidence.", "change.kind.", "change.short.",
    "change.group.", "life.state_", "tabs.", "change.decisions", "change.months", "change.points",
)  # fmt: skip


def keys(words: Mapping[str, Any], before: str = "") -> Iterator[str]:
    for name, told in words.items():
        inner = isinstance(told, dict)
        yield from keys(told, f"{before}{name}.") if inner else [f"{before}{name}"]


def unused(words: Mapping[str, Any]) -> list[str]:
    """Keys that stand nowhere: neither whole, nor their last part as a word of its own."""
    return [
        key
        for key in keys(words)
        if key not in SOURCES
        and not re.search(rf"[\"'`]{re.escape(key.rpartition('.')[2])}[\"'`]", SOURCES)
        and not key.startswith(BEGUN)
    ]


def test_no_word_is_kept_that_nobody_says():
    words = json.loads((HERE / "words.json").read_text(encoding="utf-8"))
    assert unused(words) == []
    assert unused({"live": words["live"] | {"said_by_nobody": "?"}}) == ["live.said_by_nobody"]


def test_what_begins_a_word_has_words():
    words = json.loads((HERE / "words.json").read_text(encoding="utf-8"))
    assert [begun for begun in BEGUN if not any(key.startswith(begun) for key in keys(words))] == []
