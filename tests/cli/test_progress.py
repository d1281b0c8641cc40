"""Progress in words, where there is no terminal to draw on."""

import pytest

from socialcredit.commands.progress import line_of, shown


def test_a_line_says_what_remains() -> None:
    line = line_of({"stage": "simulating", "done": 15, "total": 60}, elapsed=10.0)
    assert line == "simulating: 15 of 60, 10 s, about 30 s left"


def test_before_the_first_step_nothing_is_promised() -> None:
    assert line_of({"stage": "simulating", "done": 0, "total": 60}, 3.0) == "simulating: 3 s"


def test_a_short_job_says_nothing_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    with shown() as progress:
        progress({"stage": "simulating", "done": 1, "total": 2})
    assert capsys.readouterr().out == ""
