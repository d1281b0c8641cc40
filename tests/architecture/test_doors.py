"""The two doors that must open at once: importing the package, and asking what there is."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "src"

HEAVY = ("numpy", "numba", "duckdb", "pydantic")

LOADED = """
import sys
{action}
print([name for name in {heavy!r} if name in sys.modules])
"""


def loaded_after(action: str) -> str:
    program = LOADED.format(action=action, heavy=HEAVY)
    surroundings = {**os.environ, "PYTHONPATH": str(SOURCES)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=surroundings,
    )
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    "action",
    [
        "import socialcredit",
        "import socialcredit.cli",
        "from socialcredit.commands.listing import schemes; schemes()",
        "from socialcredit.commands.listing import scenarios; scenarios()",
    ],
)
def test_nothing_heavy_is_loaded(action: str) -> None:
    assert not {"numpy", "numba", "duckdb"} & set(re.findall(r"\w+", loaded_after(action)))


@pytest.mark.parametrize(
    "action",
    [
        "import socialcredit.commands.telling",
        "import socialcredit.results.words.summary",
        "import socialcredit.report.page",
    ],
)
def test_looking_at_a_run_loads_neither_the_compiler_nor_the_language(action: str) -> None:
    assert not {"numba", "pydantic"} & set(re.findall(r"\w+", loaded_after(action)))
