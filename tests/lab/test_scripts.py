"""The lab's scripts draw and send: they are few, and nothing in them makes markup of a text."""

import re
from pathlib import Path

from socialcredit import lab

SCRIPTS = sorted((Path(lab.__file__).parent / "static").glob("*.js"))
NEVER = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\.cookie"


def test_the_scripts_together_stay_below_fifteen_hundred_lines():
    lines = [line for script in SCRIPTS for line in script.read_text("utf-8").splitlines()]
    assert len(lines) < 1500  # comments and blank lines among them
    assert max(map(len, lines)) <= 120


def test_no_script_makes_markup_or_code_of_a_text():
    assert [one.name for one in SCRIPTS if re.search(NEVER, one.read_text("utf-8"))] == []
