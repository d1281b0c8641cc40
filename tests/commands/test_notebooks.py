"""The examples' notebooks are made of the scripts, and print what the scripts print."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from examples.notebooks.make import CODE, TEXT, parts_of, text_of

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted((ROOT / "examples").glob("*.py"))
NOTEBOOKS = sorted((ROOT / "examples").glob("*.ipynb"))
SCRIPT = '''\
"""A title
over two lines.

More of it.
"""

import sys

# Text of
# two lines.

x = 1  # beside code
if x:
    # within code

    print(x)
# right under code

# The last word.
'''


def test_one_rule_makes_the_cells_of_a_script() -> None:
    code = "x = 1  # beside code\nif x:\n    # within code\n\n    print(x)\n# right under code"
    assert list(parts_of(SCRIPT)) == [
        (TEXT, "# A title over two lines.\n\nMore of it."),
        (CODE, "import sys"),
        (TEXT, "Text of\ntwo lines."),
        (CODE, code),
        (TEXT, "The last word."),
    ]


def test_a_comment_that_cuts_code_in_two_is_refused() -> None:
    with pytest.raises(SyntaxError):
        list(parts_of('"""A title."""\n\nif True:\n\n# Amid.\n\n    print(1)\n'))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_every_script_has_its_notebook_and_no_other_was_written(script: Path) -> None:
    notebook = script.with_suffix(".ipynb")
    assert notebook.read_text(encoding="utf-8") == text_of(script), "make notebooks"
    nbformat.validate(nbformat.read(notebook, as_version=4))
    assert {path.stem for path in NOTEBOOKS} == {path.stem for path in SCRIPTS}


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_prints_what_its_script_prints(
    notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    read = nbformat.read(notebook, as_version=4)
    client = NotebookClient(
        read, timeout=300, startup_timeout=300, resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    said = [out for cell in read.cells for out in cell.get("outputs", ()) if "name" in out]
    printed = "".join(out["text"] for out in said if out["name"] == "stdout")
    assert printed == notebook.with_suffix(".out").read_text(encoding="utf-8")
