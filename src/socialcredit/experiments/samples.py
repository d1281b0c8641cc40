"""How large a sample has to be: the same measures at several scales, and of everybody.

Two things are wrong with a sample. Luck, which falls with the square root of its people, and what
depends on how many live in one place: an office that decides half a case a month, a list of seven.
A single run shows neither, so each scale is lived with several seeds, and told is how far one
further run of that size may lie from what everybody is.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from socialcredit.analysis.intervals import Told
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.progress import Progress
from socialcredit.engine.amounts import scale_of
from socialcredit.engine.earlier import inputs_of, manifest_in, told_in
from socialcredit.engine.requests import changes
from socialcredit.engine.scaled import one_to_one
from socialcredit.experiments.compare import without_twin
from socialcredit.experiments.store import Store
from socialcredit.experiments.sweep import Step, steps
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.inputs import Inputs, resolve
from socialcredit.results.measures.registry import measured
from socialcredit.results.run import open_run

USUAL = (
    "records.filed", "records.wrong", "penalties.at_end", "penalties.wrongly_at_end",
    "penalties.wrong", "doors.refusals", "M2.missed", "M5.fan_out", "M7.success", "M7.waiting",
    "M8.minority.wrong_days",
)  # fmt: skip
"""Headlines that rest on everybody: a panel is of as many households whatever the scale."""
SEVERAL = "several are given as several: --scale 1:1000 --scale 1:100"
FREE = {"people", "firms", "seed", "twin", "panel_households", "title", "story", "departures"}
"""In what a run of everybody may differ from its samples."""


class Sample(NamedTuple):
    """One scale: how many are simulated, and its measures by key over the seeds.

    told  mean over the seeds, and where one further seed would fall nine times in ten
    off   how far that lies from what everybody is at most, as a part of it; of one seed how far it
          lies itself; None where either has no number, or everybody's is nought
    few   keys of which a run of this size has too few cases to tell
    """

    scale: str
    people: int
    told: Mapping[str, Told]
    off: Mapping[str, float | None]
    few: frozenset[str]


class Scales(NamedTuple):
    """Samples from the smallest on, and what they are held against.

    people  of the whole: of a run of everybody, or of the largest sample where there is none
    whole   its measures by key; a mean over seeds where it is the largest sample
    """

    samples: list[Sample]
    people: int
    whole: Mapping[str, float | None]

    def well_from(self, key: str, within: float) -> Sample | None:
        """The smallest sample from which on all are at most this part of the number off."""
        found = None
        for sample in reversed(self.samples):
            off = sample.off[key]
            if off is None or off > within or key in sample.few:
                break
            found = sample
        return found


def scales(
    scenario: Scenario,
    at: Sequence[str],
    run: Path | None = None,
    on: str | None = None,
    sets: Sequence[str] = (),
    progress: Progress | None = None,
    measures: Sequence[str] = (),
    seeds: int = 4,
    store: Store | None = None,
) -> Scales:
    """The measures of a scenario at these scales, such as `1:1000`, beside those of everybody.

    at   so many of those who are in the run, or who live in the scenario's places without one
    run  the folder of a run of everybody; None: the largest sample stands for it
    measures  ids, or first parts of some; headlines that rest on everybody where none is named
    Raises SocialCreditError for a run that lived by other rules, days or assumptions.
    """
    ids = [one.id for one in without_twin(measures or USUAL)]
    theirs = inputs_in(run) if run is not None else None
    asked = scenario if theirs is None else _as_many(scenario, theirs.scenario)
    many = asked.subjects if run is not None else one_to_one(resolve(scenario, sets))
    people = {scale: max(1, round(many / scale_of(scale, hint=SEVERAL))) for scale in at}
    ordered = sorted(people, key=lambda scale: people[scale])
    wanted = [changes(asked, people[scale], further=sets) for scale in ordered]
    if run is not None and theirs is not None:
        _refuse_another(run, theirs, resolve(asked, wanted[-1]))
    found = steps(asked, wanted, on, progress, ids, seeds, store)
    keys = list(dict.fromkeys(key for step in found for key in step.values))
    if run is not None:
        values = {one.key: one.value for one in measured(open_run(run), without_twin(ids))}
    else:
        many, values = people[ordered[-1]], {key: found[-1].told(key).value for key in keys}
    samples = [
        _sample(scale, people[scale], step, values, keys)
        for scale, step in zip(ordered, found, strict=True)
    ]
    return Scales(samples, many, {key: values.get(key) for key in keys})


def inputs_in(folder: Path) -> Inputs:
    """What the run in a folder rests on."""
    return inputs_of(folder, told_in(folder, manifest_in(folder)))


def _as_many(scenario: Scenario, lived: Scenario) -> Scenario:
    """The scenario with as many people and firms as a run of it had."""
    return scenario.model_copy(update={"people": lived.people, "firms": lived.firms})


def _sample(
    scale: str, people: int, step: Step, whole: Mapping[str, float | None], keys: Sequence[str]
) -> Sample:
    told = {key: step.told(key, one_more=True) for key in keys if key in step.values}
    told |= {key: Told(None, None, 0, 0) for key in keys if key not in told}
    off = {key: _off(one, whole.get(key)) for key, one in told.items()}
    return Sample(scale, people, told, off, step.few)


def _off(told: Told, whole: float | None) -> float | None:
    """The farthest that one run of a sample may be from what everybody is, as a part of it."""
    if told.value is None or told.missing or not whole:
        return None
    ends = told.interval or (told.value, told.value)
    return max(abs(end - whole) for end in ends) / abs(whole)


def _refuse_another(folder: Path, theirs: Inputs, ours: Inputs) -> None:
    """Raise SocialCreditError for a run that lived otherwise than its samples would."""
    differ = [name for name, same in _alike(theirs, ours).items() if not same]
    if differ:
        raise SocialCreditError(
            f"the run in {folder} is no whole of these samples: it differs in {', '.join(differ)}",
            where=str(folder),
            expected="a run of the same scenario, days and changes, with any number of people",
            hint="give the same --years and --set as the run was lived with",
        )


def _alike(theirs: Inputs, ours: Inputs) -> dict[str, bool]:
    """Of what a run rests on, by its name, whether it is the same in both."""
    found = {
        "its schemes": theirs.schemes == ours.schemes,
        "its assumptions": theirs.beliefs == ours.beliefs,
    }
    one, other = (each.scenario.model_dump(exclude=FREE) for each in (theirs, ours))
    return found | {f"`{name}`": one[name] == other.get(name) for name in one}
