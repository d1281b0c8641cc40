"""The Python face of a town that lives month by month while somebody looks on."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from socialcredit.api_run import Run
from socialcredit.compile.response_file import refuse_unknown_in
from socialcredit.core import events as happened
from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.levels import EDUCATIONS, OCCUPATIONS, ROLES
from socialcredit.core.populations import PERSONS
from socialcredit.core.table import Table
from socialcredit.engine.manifest import names_of
from socialcredit.engine.requests import changes
from socialcredit.engine.town import Town as Engine
from socialcredit.language.resolve.assumption_files import assumption_files
from socialcredit.language.resolve.inputs import resolve_whole
from socialcredit.language.resolve.loading import load_scenario, with_alternatives
from socialcredit.results import run as results
from socialcredit.results.levels import level_titles

KINDS: dict[str, int] = {
    "grade": happened.GRADE, "filed": happened.FILED, "noticed": happened.NOTICE,
    "disputed": happened.DISPUTE, "upheld": happened.UPHELD, "corrected": happened.CORRECTED,
    "copies corrected": happened.COPIES_CORRECTED, "expired": happened.EXPIRED,
    "repaired": happened.REPAIRED, "listed": happened.LISTED, "unlisted": happened.UNLISTED,
    "refused": happened.REFUSED, "stopped": happened.STOPPED, "bad deed": happened.DEED,
}  # fmt: skip
"""What a page shows of what happened: a word, and the number that `what` has of it in events."""

LEVELS: dict[str, tuple[str, ...]] = {
    "sex": PERSONS.by["sex"].levels,
    "urban": PERSONS.by["place"].levels,
    "group": PERSONS.group,
    "occupation": OCCUPATIONS,
    "education": EDUCATIONS,
    "role": ROLES,
    "fifth": PERSONS.levels,
}
"""Of columns of `Town.people` that are numbers of levels, the words for these."""


class Town:
    """A town under way: a run and its twin, a month at a time; `sc.open_town` opens one.

    World 0 lives under the schemes, world 1 is the twin that has them not. Whoever calls `step` is
    alone with the town meanwhile; different towns may be stepped on different threads.
    """

    def __init__(self, engine: Engine) -> None:
        """Around a town of the engine; `open_town` makes both."""
        self._engine = engine

    @property
    def title(self) -> str:
        """The title of the scenario."""
        return self._engine.inputs.scenario.title

    @property
    def worlds(self) -> int:
        """How many worlds are lived: 2 with a twin, else 1."""
        return len(self._engine.worlds)

    @cached_property
    def names(self) -> dict[str, Any]:
        """Names behind the numbers of events and columns, as a run's manifest has them."""
        return names_of(self._engine.inputs, self._engine.own)

    @cached_property
    def _called(self) -> dict[str, str]:
        """Schemes by what the scenario calls them: a text may give itself another name."""
        asked, lived = self._engine.inputs.scenario.schemes, self._engine.inputs.schemes
        if len(asked) != len(lived):  # a scheme of several bodies is shown by its first
            bodies = [one.scheme for one in reversed(lived)]
            return {name: body for name in asked for body in bodies if body.startswith(f"{name}-")}
        return dict(zip(asked, (one.scheme for one in lived), strict=True))

    @property
    def schemes(self) -> tuple[str, ...]:
        """The names of the schemes, in the order of their numbers."""
        return tuple(one["name"] for one in self.names["schemes"])

    @cached_property
    def months(self) -> tuple[date, ...]:
        """The first day of every month of the town."""
        return tuple(month.first for month in self._engine.months)

    @property
    def month(self) -> int:
        """How many months were lived."""
        return self._engine.lived

    @property
    def done(self) -> bool:
        """Whether there is no month left."""
        return self.month == len(self.months)

    def grades(self, scheme: str | None = None) -> tuple[str, ...]:
        """The names of a scheme's grades, the best first; of the first scheme if none is named."""
        return tuple(self.names["schemes"][self._number(scheme)]["grades"])

    @cached_property
    def people(self) -> Table:
        """Who lives here, a row for each resident; words for levels stand in `facts()["levels"]`.

        household, neighbourhood, place  their numbers; a neighbourhood is one of the blocks of some
            2,000 people in which deeds are seen and records filed
        age  in years at the start    sex, urban, group, driver, online  0 or 1
        occupation, education, role, fifth (of household income, 0 = the poorest)  numbers of levels
        """
        return Table(self._engine.people())

    def step(self) -> "Town":
        """Live one month in every world, and return the town.

        Raises SocialCreditError where no month is left.
        """
        self._engine.step()
        return self

    def view(self, world: int = 0, scheme: str | None = None) -> Table:
        """How everybody stands after the month lived last, a row for each resident.

        grade, right, held  the grade on file, that from right records only, that which others go
            by (0 = best, -1: not scored)
        scored, penalised, wrongly, late  whether the scheme scores one, a penalty is borne, nothing
            true is behind it, or it is only late to end: as the table `harm` counts them
        bad_deeds  bad deeds truly done so far, at most 255
        """
        return Table(self._engine.view(self._world(world), self._number(scheme)))

    def events(
        self, world: int = 0, month: int | None = None, only: Sequence[str] = happened.COLUMNS
    ) -> Table:
        """What happened to everybody in a month (from 0; None: the last), by day.

        Columns as in the table `panel_events`, or `only` some of them; `what` is a number of
        `core/events.py`, days are counted from the town's first.
        """
        number = self.month - 1 if month is None else month
        return Table(self._engine.events(self._world(world), number, only))

    def so_far(self) -> Run:
        """The months lived until now as a run in memory, with the books of everybody."""
        return _in_memory(*self._engine.so_far())

    def to_end(self) -> Run:
        """Live the months that are left: the run in memory that `sc.run` would have written.

        Its content hash is that of `sc.run` with the same scenario and options; where a town has
        more than 5,000 people its panel is therefore the scenario's, while `so_far` has everybody.
        """
        while not self.done:
            self.step()
        return _in_memory(*self._engine.so_far(everybody=False))

    def facts(self, scheme: str | None = None) -> dict[str, Any]:
        """What a page has to know before the first month, as plain values.

        days  how many each of the months has
        kinds, entries, lists, deeds  words by the numbers that recordings use; the first
        `bad_deeds` of the deeds are bad ones
        """
        one, town = self.names["schemes"][self._number(scheme)], self._engine
        return {
            "title": self.title,
            "scenario": town.inputs.scenario.scenario,
            "scheme": one["name"],
            "schemes": [
                {"name": each["name"], "title": each["title"]} for each in self.names["schemes"]
            ],
            "people": town.setup.residents,
            "seed": town.setup.seed,
            "worlds": self.worlds,
            "months": [first.isoformat() for first in self.months],
            "days": [month.days for month in town.months],
            "grades": list(self.grades(scheme)),
            "penal": list(one["penal"]),
            "kinds": list(KINDS),
            "entries": list(one["entry_titles"]),
            "lists": list(one["list_titles"]),
            "consequences": list(one["consequence_titles"]),
            "deeds": list(self.names["kind_titles"]),
            "bad_deeds": int(town.setup.hazards.first[1]),
            "places": list(self.names["place_titles"]),
            "levels": {name: list(levels) for name, levels in self._levels().items()},
            "panel": "everybody",
        }

    def _levels(self) -> dict[str, tuple[str, ...]]:
        """The words for levels, with what they are called in the places of the town."""
        own = {name: level_titles(self.names, name) for name in ("occupation", "education")}
        return LEVELS | own

    def people_facts(self) -> dict[str, list[int]]:
        """The columns of `people` as lists of plain numbers, but for that which counts them."""
        columns = self.people.columns
        return {name: column.tolist() for name, column in columns.items() if name != "resident"}

    def _number(self, scheme: str | None) -> int:
        if scheme is None and self.schemes:
            return 0
        scheme = self._called.get(scheme or "", scheme)
        if scheme not in self.schemes:
            raise SocialCreditError(
                f"no scheme `{scheme}` is in force in this town" if scheme else "it has no scheme",
                expected="one of " + ", ".join(self.schemes) if self.schemes else "",
                meant=nearest(scheme or "", self.schemes),
                hint="`schemes` lists them",
            )
        return self.schemes.index(scheme)

    def _world(self, number: int) -> int:
        if not 0 <= number < self.worlds:
            raise SocialCreditError(
                f"this town has no world {number}",
                expected="0, or 1 for the twin" if self.worlds > 1 else "0: it has no twin",
                hint="a scenario with `twin: {without: [...]}` has one",
            )
        return number


def _in_memory(manifest: dict[str, Any], tables: dict[str, Any]) -> Run:
    return Run(None, results.Run(None, manifest, tables))


def open_town(
    scenario: str,
    *,
    people: int | None = None,
    seed: int | None = None,
    years: int | None = None,
    sets: Sequence[str] = (),
    alternatives: Sequence[str] = (),
    texts: Mapping[str, str] | None = None,
    threads: int = 1,
) -> Town:
    """Open a town on its first morning: `step` lives a month, `to_end` all that are left.

    Args:
        people, seed, years, sets, alternatives: as in `run`
        texts: the YAML of schemes instead of their files, by the names that the scenario calls them
        threads: threads to compute with; small towns are quickest with one

    Raises:
        SocialCreditError: as `run` does, and for a scenario that simulates firms alone. Of one with
            residents and firms both are lived, and the residents shown.
    """
    asked = with_alternatives(load_scenario(scenario), alternatives)
    if asked.kind == "firms":
        raise SocialCreditError(
            f"the scenario `{asked.scenario}` simulates firms alone, and a town shows residents",
            expected="a scenario that says `people: how many`",
            hint="`socialcredit run` lives it; `socialcredit scenarios` lists others",
        )
    for named in (asked.assumptions, *([asked.firm_assumptions] if asked.both else ())):
        refuse_unknown_in(assumption_files(named)["behaviour"])
    wanted = changes(asked, people, years, seed, sets)
    return Town(Engine(resolve_whole(asked, wanted, texts=texts or {}), threads))
