"""Who moves when one scheme takes another's place: the same people, with the same luck, under each.

The end of a paired run is compared resident by resident. Not only the rules differ by then: people
answer to rules, so their deeds may too.
"""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from socialcredit.compile.versions import grades_of
from socialcredit.core.calendar import last_day
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.populations import Kind
from socialcredit.core.progress import Progress, of_many
from socialcredit.core.retelling import teller
from socialcredit.core.text import counted
from socialcredit.engine.preparing import prepared
from socialcredit.engine.run import LIVING
from socialcredit.engine.step import run_month
from socialcredit.engine.workers import workspaces_for
from socialcredit.engine.world import begin
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.under import Under
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.language.resolve.loading import beliefs_beside, load_beliefs, load_scheme
from socialcredit.language.resolve.vocabulary import vocabulary_of
from socialcredit.language.tell.wording import share

SIDES = 2


class Moves(NamedTuple):
    """Where everybody ends under each of two schemes; grades by name, `penal` in those of each."""

    schemes: tuple[str, str]
    place: str
    first: date
    last: date
    seed: int
    names: tuple[tuple[str, ...], tuple[str, ...]]
    penal: tuple[tuple[str, ...], tuple[str, ...]]
    residents: Counter[tuple[str, str]]
    kind: Kind = "persons"

    @property
    def people(self) -> int:
        """Residents compared."""
        return sum(self.residents.values())

    @property
    def moved(self) -> int:
        """Residents who end in a grade of another name."""
        return sum(count for (a, b), count in self.residents.items() if a != b)

    def worse(self) -> int | None:
        """Residents whose grade is lower under the second; None where the scales differ."""
        if self.names[0] != self.names[1]:
            return None
        rank = self.names[0].index
        return sum(count for (a, b), count in self.residents.items() if rank(b) > rank(a))

    def in_penal(self, first: bool, second: bool) -> int:
        """Residents who are (or are not) in a penal grade under the first and under the second."""
        return sum(
            count
            for (a, b), count in self.residents.items()
            if (a in self.penal[0]) == first and (b in self.penal[1]) == second
        )


def who_moves(
    a: str | Path,
    b: str | Path,
    *,
    people: int,
    years: int,
    seed: int,
    threads: int,
    progress: Progress | None = None,
) -> Moves:
    """Live under each of two schemes, from the day on which both are in force.

    a, b  names or paths; both must rest on the same assumption files
    years  whole years, cut short where a scheme ends
    Raises SocialCreditError where the two were never in force at the same time.
    """
    files = beliefs_beside(a)
    if files != beliefs_beside(b):
        raise SocialCreditError(
            f"who moves cannot be said: {a} and {b} rest on different assumption files",
            hint="the rules above can still be compared; `--people 0` leaves the run out",
        )
    beliefs = load_beliefs(files)
    pair = [load_scheme(name, vocabulary_of(beliefs)) for name in (a, b)]
    first, last = _common_time(pair, years)
    ends = []
    for number, scheme in enumerate(pair):
        scenario = Scenario(
            scenario="who-moves", title="Who moves", places=(pair[0].place,),
            under=(Under(scheme=scheme.scheme),), starts=first, ends=last, seed=seed,
            panel_households=0,
            **_whom(pair, people),
        )  # fmt: skip
        inputs = Inputs(scenario, (scheme,), beliefs, ())
        ends.append(_grades_at_end(inputs, threads, of_many(progress, number, SIDES)))
    one, two = (grades_of(scheme, last) for scheme in pair)
    met = Counter(
        (one.names[before], two.names[after]) for before, after in zip(*ends, strict=True)
    )
    return Moves(
        (pair[0].scheme, pair[1].scheme), pair[0].place, first, last, seed,
        (tuple(one.names), tuple(two.names)), (tuple(one.penal), tuple(two.penal)), met,
        pair[0].kind,
    )  # fmt: skip


def _whom(pair: Sequence[Scheme], many: int) -> dict[str, Any]:
    """Whom a scenario of both simulates: so many people, or firms of the sectors they score."""
    if pair[0].kind != pair[1].kind:
        raise SocialCreditError(
            f"who moves cannot be said: {pair[0].scheme} scores {pair[0].kind}, and "
            f"{pair[1].scheme} {pair[1].kind}",
            hint="the rules above can still be compared; `--people 0` leaves the run out",
        )
    if pair[0].kind == "persons":
        return {"people": many}
    sectors = {name for scheme in pair for name in scheme.subjects[-1].sectors}
    return {"firms": many, "sectors": tuple(sorted(sectors))}


def moves_fields(moves: Moves) -> dict[str, Any]:
    """What the text says, for a machine to read."""
    worse = moves.worse()
    order = [(x, y) for x in moves.names[0] for y in moves.names[1] if moves.residents[x, y]]
    return {
        "people": moves.people,
        "place": moves.place,
        "from": moves.first.isoformat(),
        "to": moves.last.isoformat(),
        "seed": moves.seed,
        "moved": moves.moved,
        "worse": worse,
        "better": None if worse is None else moves.moved - worse,
        "penal_under_both": moves.in_penal(True, True),
        "penal_only_under_a": moves.in_penal(True, False),
        "penal_only_under_b": moves.in_penal(False, True),
        "grades": [{"a": x, "b": y, "residents": moves.residents[x, y]} for x, y in order],
    }


def moves_text(moves: Moves) -> str:
    """Return who ends in another grade under the second of two schemes, as a few lines."""
    people, (a, b), say = moves.people, moves.schemes, teller(moves.kind)
    lines = [
        "Who moves",
        "---------",
        say(counted(people, "synthetic resident"))
        + f" of {moves.place}, {moves.first} to {moves.last}, "
        f"seed {moves.seed}:",
        say("the same people with the same luck, once under each."),
        "",
        f"{moves.moved:,} of {people:,} ({share(moves.moved / people)}) end in another grade"
        + _directions(moves),
        f"In a penal grade: {moves.in_penal(True, True):,} under both, "
        f"{moves.in_penal(True, False):,} only under {a} (-), "
        f"{moves.in_penal(False, True):,} only under {b} (+).",
    ]
    order = [(x, y) for x in moves.names[0] for y in moves.names[1] if moves.residents[x, y]]
    wide = max(len(name) for names in moves.names for name in names)
    lines += [f"  {x:>{wide}} -> {y:<{wide}} {moves.residents[x, y]:>8,}" for x, y in order]
    return "\n".join(lines)


def _directions(moves: Moves) -> str:
    worse = moves.worse()
    if worse is None:
        return ", by name: the two have different grades."
    return (
        f": {worse:,} in a worse one under {moves.schemes[1]}, {moves.moved - worse:,} in a better."
    )


def _common_time(pair: Sequence[Scheme], years: int) -> tuple[date, date]:
    first = max(scheme.starts for scheme in pair)
    last = min([last_day(first, years), *(s.ends for s in pair if s.ends is not None)])
    if last < first:
        raise SocialCreditError(
            "who moves cannot be said: the two were never in force at the same time",
            hint="the rules above can still be compared; `--people 0` leaves the run out",
        )
    return first, last


def _grades_at_end(inputs: Inputs, threads: int, progress: Progress | None) -> np.ndarray:
    """The grade of every resident when the run is over, 0 = best."""
    setup = prepared(inputs, threads)
    world, spaces = begin(setup, 0), workspaces_for(setup, threads)
    with ThreadPoolExecutor(threads) as pool:
        for month in setup.months:
            run_month(setup, world, month, pool, spaces)
            if progress is not None:
                told = {"done": month.number + 1, "total": len(setup.months)}
                progress({"stage": LIVING, **told})
    return world.standing.grade[0]
