"""Progress in words, where there is no terminal to draw on."""

import pytest

from socialcredit.commands.progress import line_of, shown
from socialcredit.core.progress import Step, of_many, part_of


def test_a_line_says_what_remains() -> None:
    line = line_of({"stage": "simulating", "done": 15, "total": 60}, elapsed=10.0, pace=0.66)
    assert line == "simulating: 15 of 60, 10 s, about 30 s left"


def test_before_the_first_step_nothing_is_promised() -> None:
    assert line_of({"stage": "simulating", "done": 0, "total": 60}, 3.0, None) == "simulating: 3 s"


def test_one_step_that_waited_for_the_compiler_promises_nothing() -> None:
    line = line_of({"stage": "simulating", "done": 1, "total": 60}, elapsed=80.0, pace=None)
    assert line == "simulating: 1 of 60, 80 s"


def test_a_long_step_says_how_much_of_it_is_done() -> None:
    news = {"stage": "Living month by month", "done": 8.346, "total": 75}
    line = line_of(news, elapsed=2038.0, pace=None)
    assert line == "Living month by month: 8 of 75 and 35 % of the next, 2038 s"
    settling = {"stage": "Settling people", "done": 0.5, "total": 1}
    assert line_of(settling, 60.0, 120.0) == "Settling people: 50 %, 60 s, about 60 s left"


def test_parts_of_a_step_add_up_and_never_to_all_of_it() -> None:
    heard: list[float] = []
    step = Step(heard.append)
    for _ in range(4):
        part_of(step.more, 0.5)(0.5)
    assert heard == [0.25, 0.5, 0.75, 0.99]


def test_paired_runs_are_one_long_job() -> None:
    heard: list[dict[str, object]] = []
    third = of_many(heard.append, number=2, runs=4)
    assert third is not None
    third({"stage": "simulating", "done": 3, "total": 12})
    assert heard == [{"stage": "simulating", "done": 27, "total": 48}]


def test_a_short_job_says_nothing_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    with shown() as progress:
        progress({"stage": "simulating", "done": 1, "total": 2})
    assert capsys.readouterr().out == ""
