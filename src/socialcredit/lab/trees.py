"""What a page is to show, as a tree of elements that a script builds: text is text, always."""

from collections.abc import Iterable, Sequence
from typing import Any

Tree = dict[str, Any]


def node(tag: str, text: str = "", *inside: Tree, **more: Any) -> Tree:
    """An element: its text, then those inside it; `more` are attributes, `_` stands for `-`."""
    found = {name.rstrip("_").replace("_", "-"): value for name, value in more.items()}
    return {"tag": tag, "text": text, "inside": list(inside), "more": found}


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[Tree]:
    """What stands in a table: its caption, a row of heads, rows that begin with theirs."""
    heads = node("tr", "", *(node("th", one, scope="col") for one in head))
    body = [
        node("tr", "", node("th", str(first), scope="row"), *(node("td", str(one)) for one in rest))
        for first, *rest in rows
    ]
    return [node("caption", caption), node("thead", "", heads), node("tbody", "", *body)]
