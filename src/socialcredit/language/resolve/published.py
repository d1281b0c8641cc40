"""Finding and loading what was published about a scheme, every name in it checked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.language.model.provenance import ASSUMED
from socialcredit.language.model.published import (
    AS_WRITTEN,
    COUNTED,
    FIXED,
    KEYS,
    Ahead,
    Experiment,
    Figure,
    Pick,
    Published,
    Reading,
)
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem, checked, gather
from socialcredit.language.read.positions import Loc
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve.inputs import Inputs, resolve
from socialcredit.language.resolve.loading import load_scenario, load_scheme
from socialcredit.language.resolve.paths import SCHEMES, plain_name, scenario_file, scheme_folder

FILE = "published.yaml"


def load_published(name_or_path: str | Path) -> tuple[Published, Scheme]:
    """Return what was published about a scheme, every name in it checked, and the scheme.

    Raises SocialCreditError for a scheme without such a file and for what does not fit in it.
    """
    folder = scheme_folder(name_or_path)
    path = folder / FILE
    if not path.is_file():
        known = sorted(file.parent.name for file in SCHEMES.glob(f"*/{FILE}"))
        raise SocialCreditError(
            f"`{plain_name(name_or_path)}` has no published numbers to be held against",
            str(path),
            expected=f"a file {FILE} beside scheme.yaml",
            hint="schemes that have one: " + (", ".join(known) or "none"),
        )
    tree = read(path)
    published, scheme = checked(Published, tree), load_scheme(folder)
    problems = list(problems_of_published(published, scheme))
    if problems:
        raise gather(tree, problems)
    return published, scheme


def published_scenario(name_or_path: str | Path, published: Published) -> Path:
    """The scenario that the figures are about: a shipped one, or a file beside the scheme."""
    return scenario_file(published.scenario, scheme_folder(name_or_path))


def subjects_of(scenario: Scenario, scheme: Scheme) -> int:
    """How many a scenario simulates of those whom a scheme scores."""
    both_and_firms = scenario.both and scheme.kind == "firms"
    return (scenario.firms if both_and_firms else None) or scenario.subjects


def inputs_of(
    name_or_path: str | Path, published: Published, sets: Sequence[str] = ()
) -> dict[str | None, Inputs]:
    """What is run for the figures: the scenario, and under its name each experiment.

    sets  changes of the scenario, "path=value". Raises SocialCreditError for what does not fit: a
    change of an experiment is refused where the file has it.
    """
    folder = scheme_folder(name_or_path)
    scenario = load_scenario(published_scenario(name_or_path, published))
    inputs: dict[str | None, Inputs] = {None: resolve(scenario, sets)}
    for index, one in enumerate(published.experiments):
        try:
            inputs[one.experiment] = resolve(scenario, [*sets, *changes_of(one)])
        except SocialCreditError as error:
            loc: Loc = ("experiments", index, "set")
            problem = Problem(loc, error.message, error.expected, error.meant, at_key=True)
            raise gather(read(folder / FILE), [problem]) from None
    return inputs


def changes_of(experiment: Experiment) -> list[str]:
    """The changes of an experiment, as `--set` writes them."""
    return [f"{path}={json.dumps(value, default=str)}" for path, value in experiment.set.items()]


def problems_of_published(published: Published, scheme: Scheme) -> Iterator[Problem]:
    """Yield what the published numbers say that neither the scheme nor a run has."""
    if published.people == 0:
        yield Problem(("people",), "published numbers about nobody", "a number of real people")
    for index, figure in enumerate(published.figures):
        at: Loc = ("figures", index)
        yield from _figure_problems(at, figure, published, scheme)
        for number, reading in enumerate(figure.readings):
            at = ("figures", index, "readings", number)
            yield from _figure_problems(at, reading, published, scheme)
    for index, item in enumerate(published.ahead):
        yield from _picks_problems(("ahead", index), item, scheme)
    names = [one.experiment for one in published.experiments]
    asked = {name for one in published.read for name in (one.under, one.change_from)}
    for index, name in enumerate(names):
        at = ("experiments", index, "experiment")
        if name in names[:index]:
            yield Problem(at, f"there are two experiments `{name}`", "one name for each")
        if name not in asked:
            yield Problem(at, f"no reading is `under: {name}`", "a reading that it is run for")


def _figure_problems(
    loc: Loc, figure: Figure | Reading, published: Published, scheme: Scheme
) -> Iterator[Problem]:
    known = [*scheme.sources, ASSUMED]
    experiments = [one.experiment for one in published.experiments]
    if figure.source is not None:
        yield from _unknown("source", (*loc, "source"), figure.source, known)
    before = figure.change_from if isinstance(figure, Figure) else None
    if before is not None and before != AS_WRITTEN:
        yield from _unknown("experiment", (*loc, "change_from"), before, [*experiments, AS_WRITTEN])
    if figure.under is not None:
        yield from _unknown("experiment", (*loc, "under"), figure.under, experiments)
    yield from _picks_problems(loc, figure, scheme)


def _picks_problems(loc: Loc, item: Figure | Reading | Ahead, scheme: Scheme) -> Iterator[Problem]:
    for part in ("produced", "divided_by"):
        pick = getattr(item, part)
        if pick is not None:
            yield from _pick_problems((*loc, part), pick, scheme)


def _pick_problems(loc: Loc, pick: Pick, scheme: Scheme) -> Iterator[Problem]:
    if pick.table not in KEYS:
        yield from _unknown("table", (*loc, "table"), pick.table, KEYS)
        return
    columns = COUNTED[pick.table].counts
    yield from _unknown("column", (*loc, "column"), pick.column, columns)
    if pick.is_state and pick.since is not None:
        yield Problem((*loc, "since"), "a state at one time has no `since`", "no `since`")
    names = names_by_key(scheme)
    for key in pick.where:
        at = (*loc, "where", key)
        if key not in KEYS[pick.table]:
            options = KEYS[pick.table]
            expected = "one of " + ", ".join(options) if options else "no `where`"
            message = f"rows of `{pick.table}` are not told apart by `{key}`"
            yield Problem(at, message, expected, nearest(key, options), at_key=True)
        elif key in names:
            for name in pick.named(key):
                yield from _unknown(key, at, name, names[key])


def names_by_key(scheme: Scheme) -> dict[str, tuple[str, ...]]:
    """The names that rows of a scheme's tables are told apart by."""
    return {
        **FIXED,
        "grade": tuple(dict.fromkeys(name for rule in scheme.grades for name in rule.names)),
        "list": tuple(rule.id for rule in scheme.lists),
        "entry": tuple(entry.id for entry in scheme.entries),
        "consequence": tuple(rule.id for rule in scheme.consequences),
    }


def _unknown(what: str, loc: Loc, name: str, options: Any) -> Iterator[Problem]:
    if name not in options:
        expected = "one of " + ", ".join(dict.fromkeys(options)) if options else "no such name"
        yield Problem(loc, f"there is no {what} `{name}`", expected, nearest(name, options))
