"""A run held against what was published: one row a figure, misses told as they are.

What was published of a stated count is known as well as chance lets a count be, of independent
events, as nothing is told of its households. A run has chances of its own, and households in which
events come together; both say how far apart the two may be. A figure of which so few are to be
expected in a run that chance alone moves it by more than its tolerance is marked: a miss of it says
nothing. Beside a prediction stands what somebody without a model would have said.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from math import inf, sqrt
from pathlib import Path
from typing import Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.progress import Progress
from socialcredit.engine.collect import of_firms
from socialcredit.engine.run import simulate
from socialcredit.experiments.allocation import five_sites, with_drift
from socialcredit.experiments.base import Base, base_of
from socialcredit.experiments.chances import Range, apart, of_count, of_share
from socialcredit.experiments.counted import Lived, produced_by
from socialcredit.experiments.series import increments, naive_of
from socialcredit.language.model.published import (
    AS_WRITTEN,
    Ahead,
    Figure,
    Naive,
    tolerance_text,
)
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.published import (
    inputs_of,
    load_published,
    published_scenario,
    subjects_of,
)

FEWEST = 10  # events, on which a count without a tolerance of its own may be judged


def validate(
    name: str | Path,
    threads: int,
    sets: Sequence[str] = (),
    progress: Progress | None = None,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Run the scenario that a scheme's published numbers are about and hold it against them.

    sets  changes of the scenario, as of a run: "path=value"
    Returns a row for each reading of a figure and then for each increment of a cumulative one
    (`what`, `published`, `produced`, `tolerance` in the figure's unit, `kind`, `pass`, `too_few`,
    and more), and a row a number that is told without being judged. Where readings are of other
    rules, the scenario is run once more under each of these. What the file names of `components` is
    tried by itself.
    """
    published, scheme = load_published(name)
    inputs = inputs_of(name, published, sets)
    asked = load_scenario(published_scenario(name, published))
    people = published.people or subjects_of(asked, scheme)
    runs = {under: _lived(one, scheme, people, threads, progress) for under, one in inputs.items()}
    start = runs[None].setup.told[0].first
    rows = [
        {"figure": number} | row_of(runs, one, naive_of(one, published.figures, start))
        for number, figure in enumerate(published.figures, 1)
        for one in figure.read
    ]
    rows += [
        {"figure": None} | figure_row(runs[growth.under], growth, growth.naive, before.when)
        for before, growth in increments(published.figures, start)
    ]
    told = [_ahead_row(runs[None], item) for item in published.ahead]
    if "five-sites" in published.components:
        rows, told = rows + five_sites(), told + with_drift()
    return rows, told


def _lived(
    inputs: Inputs, scheme: Scheme, people: int, threads: int, progress: Progress | None
) -> Lived:
    """The run itself, without its twin: published numbers are about the world with the scheme.

    Of a run of residents and firms those whom the scheme scores.
    """
    setup, tables = simulate(inputs.lived_as(twin=None), threads, progress)
    if scheme.kind == "firms" and inputs.beside is not None and setup.beside is not None:
        inputs, setup, tables = inputs.beside, setup.beside, of_firms(tables)
    names = [one.scheme for one in inputs.schemes]
    if scheme.scheme not in names:
        raise SocialCreditError(
            f"the scenario `{inputs.scenario.scenario}` does not run the scheme `{scheme.scheme}`",
            expected="a scenario of published.yaml that names the scheme",
        )
    number = names.index(scheme.scheme)
    return Lived(setup, tables, inputs.schemes[number], number, people / setup.residents)


def row_of(runs: Mapping[str | None, Lived], figure: Figure, naive: Naive | None) -> dict[str, Any]:
    """A figure beside its like in the run of its rules, or beside the change from another one.

    Of a change chance is not told: both runs have the same luck.
    """
    if figure.change_from is None:
        return figure_row(runs[figure.under], figure, naive)
    before = runs[None if figure.change_from == AS_WRITTEN else figure.change_from]
    there, here = produced_by(before, figure), produced_by(runs[figure.under], figure)
    change = 100 * (here / there - 1) if here is not None and there else None
    return _row(figure, change, None, naive)


def figure_row(
    lived: Lived, figure: Figure, naive: Naive | None = None, since: date | None = None
) -> dict[str, Any]:
    """A figure beside its like in a run; `since` the day from which an increment counts."""
    return _row(figure, produced_by(lived, figure), base_of(lived, figure), naive, since)


def _row(
    figure: Figure,
    produced: float | None,
    base: Base | None,
    naive: Naive | None,
    since: date | None = None,
) -> dict[str, Any]:
    value = figure.published
    absurd = figure.count is not None and not 0 <= figure.count <= (figure.of or figure.count)
    known = None if absurd else known_range(figure)
    made = None if produced is None or base is None else base.range_of(produced)
    allowed = _allowed(figure, known, made)
    luck = _luck(base, value)
    return {
        "what": figure.what,
        "reading": figure.reading,
        "under": figure.under,
        "change_from": figure.change_from,
        "when": figure.when.isoformat(),
        "since": since.isoformat() if since else None,
        "unit": figure.unit,
        "published": value,
        "published_range": [known.low, known.high] if known else None,
        "produced": produced,
        "produced_range": [made.low, made.high] if made else None,
        "household_effect": base.effect if base else None,
        "tolerance": allowed,
        "tolerance_as_written": tolerance_text(figure.tolerance) if figure.tolerance else None,
        "chance_wider": figure.tolerance is None or allowed > figure.tolerance.of(value),
        "kind": figure.kind,
        "pass": produced is not None and not absurd and abs(produced - value) <= allowed,
        "too_few": _too_few(figure, base, luck),
        "absurd": absurd,
        "luck": None if luck == inf else luck,
        "naive": naive.value if naive else None,
        "naive_says": naive.says if naive else None,
        "nearer": _nearer(value, produced, naive),
        "why_missed": figure.why_missed,
        "source": figure.source,
        "evidence": figure.evidence,
    }


def known_range(figure: Figure) -> Range | None:
    """What chance leaves open of a published count or share; None of a number that is neither."""
    if figure.count is None:
        return None
    if figure.of is None:
        return of_count(figure.count)
    return of_share(figure.count, figure.of).times(figure.in_unit)


def _allowed(figure: Figure, known: Range | None, made: Range | None) -> float:
    """How far apart the two may be, in the figure's unit: chance, or a wider tolerance."""
    declared = figure.tolerance.of(figure.published) if figure.tolerance else 0.0
    return max(declared, apart(known, made)) if known and made else declared


def _luck(base: Base | None, value: float) -> float:
    """One standard deviation of the run's chance, if the published value held for its people.

    Zero on a day outside the run: no number of people would tell what happened then.
    """
    if base is None:
        return 0.0
    part = abs(value) / base.scale
    if not base.share:
        return sqrt(part) * base.scale
    others = 1 - part if part <= 1 else 1.0  # above one it is a rate and no share
    return sqrt(part * others / base.events) * base.scale if base.events else inf


def _too_few(figure: Figure, base: Base | None, luck: float) -> bool:
    """Whether chance alone would make a miss in one run of three, or hardly any are expected."""
    if figure.tolerance is not None:
        return luck > figure.tolerance.of(figure.published)
    return base is not None and base.events_of(abs(figure.published)) < FEWEST


def _nearer(value: float, produced: float | None, naive: Naive | None) -> bool | None:
    """Whether the run is nearer to what was published than the naive number."""
    if naive is None or produced is None:
        return None
    return abs(produced - value) < abs(naive.value - value)


def _ahead_row(lived: Lived, item: Ahead) -> dict[str, Any]:
    row = {"what": item.what, "when": item.when.isoformat(), "unit": item.unit}
    return row | {"produced": produced_by(lived, item)}
