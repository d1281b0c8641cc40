"""Living tasks, or finding them in the store: what every kind of experiment does with its runs."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

from socialcredit.core.progress import Progress
from socialcredit.experiments.executor import Done, outcomes
from socialcredit.experiments.keys import content_of, content_of_alternative, key_of
from socialcredit.experiments.store import Outcome, Store
from socialcredit.experiments.tasks import Task, Work, inputs_of
from socialcredit.results.measures.registry import id_of

LIVING = "Living runs"


def task_of(
    work: Work,
    base: int,
    given: tuple[str, ...],
    sets: tuple[str, ...],
    seed: int,
    world: int = 0,
    alternatives: tuple[int, ...] = (),
) -> Task:
    """A run of a base of the work, with the key under which it is known again."""
    written = work.bases[base]
    laid = (*written.alternatives, *(work.alternatives[at] for at in alternatives))
    told = (*map(content_of_alternative, laid), f"twin {work.twin}")
    key = key_of(content_of(written), given, told, sets, seed, world, work.model)
    return Task(base, given, alternatives, sets, seed, world, key)


def lived_or_stored(
    work: Work,
    tasks: Sequence[Task],
    store: Store | None,
    on: str | None = None,
    progress: Progress | None = None,
) -> dict[str, Outcome]:
    """What each task came to, by key; what is stored is not lived again.

    on        see `executor.outcomes`
    progress  called with {"stage", "done", "total"}, in runs
    Raises SocialCreditError, before anything is lived, where the changes of a run do not fit.
    """
    every = list(dict.fromkeys(tasks))
    kept = {task.key: store.get(task.key, work.asked) for task in every} if store else {}
    found = {key: outcome for key, outcome in kept.items() if outcome is not None}
    left = [task for task in every if task.key not in found]
    for task in dict.fromkeys(task._replace(seed=0, key="") for task in left):
        inputs_of(work, task)  # what does not fit is told before hours are spent on the rest
    with closing(outcomes(work, left, on)) as done:  # nobody lives on where this is stopped
        for task, outcome in _told(done, len(left), progress):
            if store is not None:
                store.keep(task.key, outcome)
            found[task.key] = outcome
    return found


def _told(done: Iterable[Done], many: int, progress: Progress | None) -> Iterator[Done]:
    """The same, with a word after each."""
    if progress is not None and many:
        progress({"stage": LIVING, "done": 0, "total": many})
    for number, one in enumerate(done, 1):
        yield one
        if progress is not None:
            progress({"stage": LIVING, "done": number, "total": many})


def in_order(ids: Sequence[str], keys: Iterable[str]) -> list[str]:
    """Keys of measures in the order of the ids, those of one by scheme."""
    place = {name: at for at, name in enumerate(ids)}
    known = [key for key in keys if id_of(key) in place]
    return sorted(known, key=lambda key: place[id_of(key)])
