"""Make a notebook of each example script: `make notebooks`, after a script has changed.

One rule: the script's first words are the notebook's, a comment that stands alone (an empty line
above it, nothing to its left) is text, and all up to the next is a cell of code. So a script is
written to be read as a script, its notebook shows the same, and the tests run both and compare what
they print with the same file.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[1]
TEXT, CODE = "markdown", "code"
SAID = re.compile(r"(?:^|\n\n)((?:#[^\n]*(?:\n|$))+)")


def notebook_of(script: str) -> dict[str, Any]:
    """The notebook of a script, as nbformat 4.5 has it; nothing in it but text and code."""
    cells = [_cell(number, *told) for number, told in enumerate(parts_of(script), 1)]
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": spec, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def parts_of(script: str) -> Iterator[tuple[str, str]]:
    """Text and code in the order of the script. Raises SyntaxError for code cut in the middle."""
    tree = ast.parse(script)
    said = ast.get_docstring(tree) or ""
    head, _, rest = said.partition("\n\n")
    yield TEXT, f"# {' '.join(head.split())}" + (f"\n\n{rest}" if rest else "")
    begin = tree.body[0].end_lineno if said else 0
    body = "\n".join(script.splitlines()[begin:]).strip("\n")
    for number, part in enumerate(SAID.split(body)):
        if number % 2:
            lines = [line.lstrip("#").removeprefix(" ") for line in part.strip("\n").split("\n")]
            yield TEXT, "\n".join(lines)
        elif part.strip("\n"):
            ast.parse(part)
            yield CODE, part.strip("\n")


def _cell(number: int, kind: str, source: str) -> dict[str, Any]:
    cell = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}}
    cell |= {"execution_count": None, "outputs": []} if kind == CODE else {}
    return cell | {"source": source.splitlines(keepends=True)}


def text_of(script: Path) -> str:
    """What stands in the notebook's file."""
    told = notebook_of(script.read_text(encoding="utf-8"))
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for script in sorted(EXAMPLES.glob("*.py")):
        script.with_suffix(".ipynb").write_text(text_of(script), encoding="utf-8")
