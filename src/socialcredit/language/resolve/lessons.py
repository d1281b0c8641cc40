"""Loading a lesson: read, checked, and whatever it names found."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.language.model.lesson import Lesson
from socialcredit.language.read.diagnostics import Problem, checked, gather
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve.change import change_of
from socialcredit.language.resolve.paths import alternative_names, scenario_names

Loc = tuple[str | int, ...]


def load_lesson(path: Path, measures: Iterable[str] = ()) -> Lesson:
    """A lesson's file, checked. It names only what is shipped, since an address does no more.

    measures  the ids that a lesson may read; without any they are not asked about
    Raises SocialCreditError with file, line and column of everything that does not fit.
    """
    tree = read(path)
    lesson = checked(Lesson, tree)
    problems = [*_names(lesson), *_changes(lesson), *_measures(lesson, list(measures))]
    if problems:
        raise gather(tree, problems)
    return lesson


def _names(lesson: Lesson) -> Iterable[Problem]:
    """Names that nothing shipped has."""
    named: list[tuple[Loc, str, str, list[str]]] = [
        (("town", "scenario"), "scenario", lesson.town.scenario, scenario_names())
    ]
    for index, name in enumerate(lesson.change.alternatives):
        named.append((("change", "with", index), "alternative", name, alternative_names()))
    for loc, kind, name, known in named:
        if name not in known:
            expected = f"the name of a shipped {kind}"
            yield Problem(loc, f"there is no {kind} `{name}`", expected, nearest(name, known))


def _changes(lesson: Lesson) -> Iterable[Problem]:
    """Changes that are none. Whether their paths lead anywhere is asked when a town is opened."""
    for where, sets in (("town", lesson.town.set), ("change", lesson.change.set)):
        for index, typed in enumerate(sets):
            try:
                change_of(typed)
            except SocialCreditError as error:
                yield Problem((where, "set", index), error.message, error.expected, error.meant)


def _measures(lesson: Lesson, known: list[str]) -> Iterable[Problem]:
    """Measures that are not among the known ones, where any are."""
    reads = lesson.reads
    named: list[tuple[Loc, str]] = [(("reads", "measure"), reads.measure)]
    named += [(("reads", "beside", index), key) for index, key in enumerate(reads.beside)]
    for loc, key in named:
        name = key.rpartition("/")[2]
        if known and name not in known:
            expected = "a measure, as `socialcredit measures` lists them"
            yield Problem(loc, f"there is no measure `{key}`", expected, nearest(name, known))
