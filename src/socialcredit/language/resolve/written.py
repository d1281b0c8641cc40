"""A scenario with all that it names as their files have it, before anything is laid or changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.populations import Kind
from socialcredit.language.check.discretion import problems_of_borders
from socialcredit.language.check.lobbying import problems_of_proposed
from socialcredit.language.check.scenario import problems_of_kinds
from socialcredit.language.check.standing import problems_of_duties, problems_of_graded
from socialcredit.language.model.alternative import Alternative
from socialcredit.language.model.beliefs import Beliefs, names_in
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import gather
from socialcredit.language.resolve.asked import Whole
from socialcredit.language.resolve.assumption_files import assumption_files, assumption_tree
from socialcredit.language.resolve.currency import refuse_foreign_sums
from socialcredit.language.resolve.loading import (
    load_alternative,
    load_beliefs,
    load_scheme,
    scheme_of_text,
)
from socialcredit.language.resolve.sides import part_of
from socialcredit.language.resolve.vocabulary import vocabulary_of
from socialcredit.language.resolve.whom import kinds_of

Texts = Mapping[str, str]  # YAML of schemes, by the names that a scenario calls them by
NO_TEXTS: Texts = {}


class Written(NamedTuple):
    """All that a run rests on, and no file: it may be sent to a process that has none of ours.

    schemes  in the scenario's order; of residents, where firms are simulated beside them
    beside  the firms' part of a scenario of both;  own  the residents' part of it
    outcome  the alternative that a scheme becomes by protest
    """

    scenario: Scenario
    schemes: tuple[Scheme, ...]
    beliefs: Beliefs
    alternatives: tuple[Alternative, ...]
    beside: Written | None = None
    own: Scenario | None = None
    outcome: Alternative | None = None

    @property
    def whole(self) -> Whole:
        """The same without alternatives, schemes by name: what paths lead into."""
        own = self.own or self.scenario
        return Whole(own, {one.scheme: one for one in self.schemes}, self.beliefs)


def written_of(scenario: Scenario, texts: Texts = NO_TEXTS) -> Written:
    """Load what a scenario names.

    texts  of schemes that are not read from their files, by the names that the scenario has
    """
    unknown = next((name for name in texts if name not in scenario.schemes), None)
    if unknown is not None:
        raise SocialCreditError(
            f"the scenario `{scenario.scenario}` has no scheme `{unknown}` that a text could be of",
            expected="one of " + ", ".join(scenario.schemes),
            hint="give the text under the name of one of its schemes",
            meant=nearest(unknown, scenario.schemes),
        )
    files = {scenario.kind: scenario.assumptions}
    if scenario.both:
        files["firms"] = scenario.firm_assumptions
    beliefs = {kind: believed_in(scenario, named) for kind, named in files.items()}
    if not scenario.both:
        named = _schemes_of(scenario, scenario.schemes, scenario.kind, beliefs, texts)
        alone = Written(scenario, tuple(named.values()), beliefs[scenario.kind], _laid(scenario))
        return alone._replace(outcome=outcome_of(scenario))
    parts = []
    for kind, believed in beliefs.items():
        mine = [name for name in scenario.schemes if kind in kinds_of(name)]
        named = _schemes_of(scenario, mine, kind, beliefs, texts)
        names = {written: scheme.scheme for written, scheme in named.items()}
        own = part_of(scenario, kind, names, frozenset(names_in(believed.behaviour)))
        parts.append(Written(own, tuple(named.values()), believed, _laid(scenario)))
    residents, firms = parts
    theirs = zip(firms.scenario.schemes, firms.schemes, strict=True)
    sides = residents.scenario.schemes  # of a scheme on both the other side has the same name
    _each_once([*residents.schemes, *(one for name, one in theirs if name not in sides)])
    whole = residents._replace(scenario=scenario, beside=firms, own=residents.scenario)
    return whole._replace(outcome=outcome_of(scenario))


def believed_in(scenario: Scenario, files: Mapping[str, str]) -> Beliefs:
    """Assumption files with their sums in the money of the places that a scenario runs."""
    return load_beliefs(files, scenario.places, scenario.starts.year)


def outcome_of(scenario: Scenario) -> Alternative | None:
    """The alternative that a scheme becomes by protest."""
    name = scenario.protest and scenario.protest.alternative
    return load_alternative(name) if name else None


def _laid(scenario: Scenario) -> tuple[Alternative, ...]:
    return tuple(map(load_alternative, scenario.alternatives))


def _schemes_of(
    scenario: Scenario,
    names: Sequence[str],
    kind: Kind,
    beliefs: Mapping[Kind, Beliefs],
    texts: Texts,
) -> dict[str, Scheme]:
    """Schemes of a population as they are named, checked against its assumption files."""
    words = {one: vocabulary_of(believed) for one, believed in beliefs.items()}
    other = next((words[one] for one in words if one != kind), None)
    days = {one.scheme: one for one in scenario.under}
    given = words[kind], kind, other
    read = {
        name: scheme_of_text(texts[name], name, *given)
        if name in texts
        else load_scheme(name, *given)
        for name in names
    }
    for name, scheme in read.items():
        if name not in texts:
            refuse_foreign_sums(name, scheme, beliefs[kind].places)
    loaded = [days[name].over(scheme) for name, scheme in read.items()]
    _each_once(loaded)
    wrong = next(problems_of_kinds(scenario, loaded), None)
    if wrong is not None:
        raise SocialCreditError(
            wrong.message, expected=wrong.expected, hint="correct `schemes` of the scenario"
        )
    sensors = beliefs[kind].sensors
    checks = (problems_of_graded, problems_of_duties, problems_of_borders)
    named_so = {scheme.scheme: scheme for scheme in loaded}
    pressed = problems_of_proposed(beliefs[kind].lobbying, named_so, words[kind])
    for file, problems in {
        "sensors": [problem for check in checks for problem in check(sensors, loaded)],
        "lobbying": [*pressed],
    }.items():
        if problems:
            of_firms = scenario.both and kind == "firms"
            files = scenario.firm_assumptions if of_firms else scenario.assumptions
            raise gather(assumption_tree(assumption_files(files)[file]), problems)
    return dict(zip(names, loaded, strict=True))


def _each_once(schemes: Sequence[Scheme]) -> None:
    if len({scheme.scheme for scheme in schemes}) < len(schemes):
        raise SocialCreditError(
            "two schemes of the scenario have the same name",
            text=", ".join(scheme.scheme for scheme in schemes),
            hint="give each scheme its own `scheme:` name",
        )
