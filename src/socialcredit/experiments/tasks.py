"""One run of an experiment, as it is handed to whoever lives it."""

import time
from collections.abc import Sequence
from typing import NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.experiments.figures import Ask, answers
from socialcredit.experiments.in_memory import lived_with_setup
from socialcredit.experiments.keys import model_hash
from socialcredit.experiments.store import Outcome
from socialcredit.language.model.alternative import Alternative
from socialcredit.language.resolve.inputs import Inputs, resolved
from socialcredit.language.resolve.written import Written
from socialcredit.results.measures.registry import measure_of, measured


class Task(NamedTuple):
    """A run: which base with which changes, alternatives and luck.

    base          its number among the bases of the work
    given         changes before alternatives are laid; `sets` those after
    alternatives  their numbers among those of the work, in the order in which they are laid
    world         1: the world without the schemes that the base's twin is without
    key           of the store
    """

    base: int
    given: tuple[str, ...]
    alternatives: tuple[int, ...]
    sets: tuple[str, ...]
    seed: int
    world: int
    key: str


class Work(NamedTuple):
    """What all tasks of an experiment share, and needs to be sent once.

    twin      whether worlds are lived beside their twin
    measures  ids that are asked of every run
    model     the hash of the model that has to live it
    figures   what is asked of it beside measures
    """

    bases: tuple[Written, ...]
    alternatives: tuple[Alternative, ...]
    twin: bool
    measures: tuple[str, ...]
    model: str
    figures: tuple[Ask, ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """Keys, without their schemes, that the outcome of every run has."""
        return (*self.measures, *(ask.key for ask in self.figures))


def live(work: Work, task: Task) -> Outcome:
    """Live a run and measure it; in whichever process."""
    if model_hash() != work.model:
        raise SocialCreditError(
            "this process has another model than the experiment was made for",
            text=f"{model_hash()[:12]} instead of {work.model[:12]}",
            hint="install the same version of socialcredit on every machine",
        )
    begun = time.process_time()
    inputs = inputs_of(work, task)
    setup, run = lived_with_setup(inputs, 1, world=task.world)
    values = measured(run, tuple(map(measure_of, work.measures)))
    told = {one.key: None if one.value is None else float(one.value) for one in values}
    return Outcome(
        run.manifest["content_hash"],
        told | answers(work.figures, inputs, setup, run),
        tuple(one.key for one in values if one.few),
        round(time.process_time() - begun, 3),
        work.model,
    )


def inputs_of(work: Work, task: Task) -> Inputs:
    """What the run of a task rests on."""
    written = work.bases[task.base]
    laid = (*written.alternatives, *(work.alternatives[at] for at in task.alternatives))
    inputs = resolved(written._replace(alternatives=laid), task.sets, task.given, task.seed)
    inputs = inputs.lived_as(seed=task.seed)
    return inputs if work.twin else inputs.lived_as(twin=None)


def trial(work: Work, given: Sequence[str], alternatives: Sequence[int] = ()) -> Inputs:
    """The same without living it: raises SocialCreditError for what does not fit."""
    return inputs_of(work, Task(0, tuple(given), tuple(alternatives), (), 1, 0, ""))
