"""What the tests of an assessment's runs share: a small one, and a world in which nothing lives."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from socialcredit.assessment import asked, lived, making
from socialcredit.assessment.asked import Size, Wish
from socialcredit.assessment.lived import Planned
from socialcredit.experiments.store import Outcome, Store
from socialcredit.experiments.tasks import Task, Work

SMALL = Size(seeds=2, points=3, pairs=1, moved=1, steps=1, panel="as written")
WISH = Wish("small-town", 300, 1, SMALL, True, ("fine-only", "fast-appeal"), (), alone=True)
DAY = date(2026, 11, 30)


def planned(wish: Wish, store: Path) -> Planned:
    """The plan of an assessment."""
    return lived.plan_of(wish, asked.subject_of(wish), Store(store))


def given(store: Path, **changes) -> making.Given:
    """What it is given besides."""
    told = making.Given(Store(store), "local:1", {}, "socialcredit assess small-town", DAY)
    return told._replace(**changes)


Found = Callable[[Task], dict[str, float | None]]


def nothing_lives(monkeypatch, found: Found) -> list[Task]:
    """Every run comes to what `found` says of its task; the tasks are told in the list."""
    asked_for: list[Task] = []

    def outcomes(work: Work, tasks: Sequence[Task], *_) -> dict[str, Outcome]:
        asked_for.extend(tasks)
        return {task.key: Outcome("0" * 64, found(task), (), 1.0, "") for task in tasks}

    monkeypatch.setattr(lived, "lived_or_stored", outcomes)
    return asked_for


def change_of(task: Task, path: str, written: float) -> float:
    """The value that a task's changes give a setting, or the one as written."""
    told = [change for change in task.given if change.startswith(f"{path}=")]
    return float(told[-1].partition("=")[2]) if told else written
