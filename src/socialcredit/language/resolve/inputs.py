"""What a run rests on: scenario, schemes and beliefs, resolved once and kept with the run."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.language.model.alternative import Laid
from socialcredit.language.model.beliefs import FILES, Beliefs, model_of
from socialcredit.language.model.scenario import Scenario, Twin
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.alternatives import laid_over
from socialcredit.language.resolve.assumption_files import ASSUMED_IN
from socialcredit.language.resolve.carried import told_of_place
from socialcredit.language.resolve.command import command_of
from socialcredit.language.resolve.drawing import Draw
from socialcredit.language.resolve.fitting import (
    check_exchange,
    check_moved,
    check_steps,
    check_together,
)
from socialcredit.language.resolve.hearing import hearing
from socialcredit.language.resolve.loading import load_scheme
from socialcredit.language.resolve.lobbying import lobbied
from socialcredit.language.resolve.overrides import apply_sets
from socialcredit.language.resolve.paths import (
    alternative_names,
    assumption_names,
    scheme_names,
)
from socialcredit.language.resolve.routing import routed, told_of_firms
from socialcredit.language.resolve.sharing import bodies_of
from socialcredit.language.resolve.sides import whole_again
from socialcredit.language.resolve.turning import as_plain, from_plain, protest_by_name, turned_in
from socialcredit.language.resolve.written import NO_TEXTS, Texts, Written, written_of


class Inputs(NamedTuple):
    """A run before anybody lives in it.

    without  names of schemes the twin has not
    laid  what alternatives did to each scheme, by the scheme's name
    changes  the `PATH=VALUE` changes that were asked for, which are made already
    command  the command that asked for it; empty where a file of the user's own is in it
    real  the same without its alternatives, which a run with alternatives is held against
    given  those that were made before any alternative was laid over the schemes, with those drawn
    draw  the draw of values in doubt, whose changes are the first of the `given`
    beside  the firms of a run of both, with the scenario's part that is about them; `scenario` is
            the whole, everything else is of the residents
    turned  what protest makes of schemes, by their names; None of one that ends
    """

    scenario: Scenario
    schemes: tuple[Scheme, ...]
    beliefs: Beliefs
    without: tuple[str, ...]
    laid: Mapping[str, tuple[Laid, ...]] = {}
    changes: tuple[str, ...] = ()
    command: str = ""
    real: "Inputs | None" = None
    given: tuple[str, ...] = ()
    draw: Draw | None = None
    beside: "Inputs | None" = None
    turned: Mapping[str, Scheme | None] = {}

    def lived_as(self, **changed: Any) -> "Inputs":
        """The same with fields of the scenario changed, for everybody alike."""
        scenario = self.scenario.model_copy(update=changed)
        beside = self.beside and self.beside.lived_as(**changed)
        return self._replace(scenario=scenario, beside=beside)

    @property
    def worlds(self) -> int:
        """1, or 2 where the scenario has a twin."""
        return 1 if self.scenario.twin is None else 2


def resolve(
    scenario: Scenario,
    sets: Sequence[str] = (),
    given: Sequence[str] = (),
    texts: Texts = NO_TEXTS,
) -> Inputs:
    """Load what the scenario names and make the changes `PATH=VALUE`.

    given  changes that are made before any alternative is laid over the schemes, since they say
           otherwise what is written there
    texts  of schemes that stand in no file, see `written_of`
    """
    return resolved(written_of(scenario, texts), sets, given)


def resolved(
    written: Written, sets: Sequence[str] = (), given: Sequence[str] = (), seed: int | None = None
) -> Inputs:
    """What is written, with the changes that are `given`, its alternatives, and then the `sets`.

    seed  by which what groups press for is drawn, where it is not to be the scenario's
    """
    if written.beside is None:
        return _of_one(written, sets, given, seed)
    parts = written.whole, written.beside.whole
    first, then = routed(*parts, given), routed(*parts, sets)
    inputs = _of_one(written, then.residents, first.residents, seed)
    try:
        beside = _of_one(written.beside, then.firms, first.firms, seed)
    except SocialCreditError as error:
        raise told_of_firms(error) from None
    whole = whole_again(written.scenario, inputs.scenario, beside.scenario)
    whole = apply_sets(whole, {}, inputs.beliefs, (*first.whole, *then.whole))[0]
    # A list that an alternative takes away was there to be named: then nobody comes on it.
    mine, theirs = (*written.schemes, *inputs.schemes), (*written.beside.schemes, *beside.schemes)
    check_exchange(whole, {"persons": (mine, inputs.beliefs), "firms": (theirs, beside.beliefs)})
    made, before = tuple(map(str, sets)), tuple(map(str, given))
    return inputs._replace(scenario=whole, beside=beside, changes=made, given=before)


def _of_one(
    written: Written, sets: Sequence[str], given: Sequence[str], seed: int | None
) -> Inputs:
    """The same of one population."""
    scenario, named, beliefs = apply_sets(*written.whole, given)
    named = lobbied(scenario, named, beliefs, sets, seed)
    before = list(named.values())
    named, beliefs, laid = laid_over(written.alternatives, named, beliefs, scenario.starts)
    asked, schemes, beliefs = apply_sets(scenario, named, beliefs, sets)
    check_moved(named, schemes, beliefs)
    check_steps(asked, tuple(schemes.values()), beliefs)
    beliefs = hearing(tuple(schemes.values()), beliefs, before)
    bodies = bodies_of(asked, [schemes[scheme.scheme] for scheme in before], beliefs, before)
    chosen = tuple(body for group in bodies.values() for body in group)
    beliefs = hearing(chosen, beliefs, before)  # of bodies, each is told apart
    check_together(chosen, before if written.alternatives else chosen, beliefs)
    gone = _twin_without(asked, before)
    without = tuple(body.scheme for name in gone for body in bodies.get(name, ()))
    of_bodies = {
        body.scheme: laid.get(name, ()) for name, group in bodies.items() for body in group
    }
    made, turned = tuple(map(str, sets)), turned_in(asked, written, chosen, beliefs)
    before_it = tuple(map(str, given))
    return Inputs(asked, chosen, beliefs, without, of_bodies, made, given=before_it, turned=turned)


def resolve_whole(
    scenario: Scenario,
    sets: Sequence[str] = (),
    given: Sequence[str] = (),
    draw: Draw | None = None,
    texts: Texts = NO_TEXTS,
    called: Sequence[str] = (),
) -> Inputs:
    """As `resolve`, with all that a run folder keeps so that it can be repeated from there alone.

    There is no `real` where a change fits nothing in the real scheme, such as a `--set` of what
    only an alternative brings.

    called  what was typed for files of one's own, see `as_called`
    """
    made = (*(draw.changes if draw else ()), *given)
    inputs = resolve(scenario, sets, made, texts)
    inputs = inputs._replace(
        scenario=told_by_name(inputs.scenario),
        beside=_beside_by_name(inputs),
        command="" if texts else command_of(scenario, sets, given, draw, called),
        draw=draw,
    )
    if not scenario.alternatives:
        return inputs
    alone = scenario.model_copy(update={"alternatives": (), "twin": None})
    try:
        real = resolve(alone, sets, made, texts)
        named, beside = told_by_name(real.scenario), _beside_by_name(real)
        return inputs._replace(real=real._replace(scenario=named, draw=draw, beside=beside))
    except SocialCreditError:
        return inputs


def _beside_by_name(inputs: Inputs) -> Inputs | None:
    """The firms of a run of both, their scenario with names where it had paths."""
    beside = inputs.beside
    return beside and beside._replace(scenario=told_by_name(beside.scenario))


def told_by_name(scenario: Scenario, known: Mapping[str, str] = NO_TEXTS) -> Scenario:
    """The scenario with names where it had paths: what they led to is told beside it.

    known  the schemes' own names by those that the scenario has, where they are at hand
    """
    shipped = {name: name for name in scenario.schemes if name in scheme_names()}
    names = {**known, **shipped}
    names |= {name: load_scheme(name).scheme for name in scenario.schemes if name not in names}
    twin = scenario.twin and Twin(
        without=tuple(names.get(name, Path(name).name) for name in scenario.twin.without)
    )
    files = {
        field: {
            kind: name if name in assumption_names() else Path(name).name
            for kind, name in getattr(scenario, field).items()
        }
        for field in ASSUMED_IN
    }
    laid = tuple(
        name if name in alternative_names() else Path(name).name for name in scenario.alternatives
    )
    return scenario.model_copy(
        update={
            "under": tuple(
                one.model_copy(update={"scheme": names[one.scheme]}) for one in scenario.under
            ),
            "twin": twin,
            "alternatives": laid,
            "protest": protest_by_name(scenario.protest),
            **files,
        }
    )


def _twin_without(scenario: Scenario, loaded: Sequence[Scheme]) -> tuple[str, ...]:
    """The twin's missing schemes by their own names; a scenario may name them by path."""
    if scenario.twin is None:
        return ()
    names: dict[str, str] = {}
    for written, scheme in zip(scenario.schemes, loaded, strict=True):
        path = Path(written)
        folder = path.parent if path.name == "scheme.yaml" else path
        names |= {written: scheme.scheme, folder.name: scheme.scheme, scheme.scheme: scheme.scheme}
    missing = []
    for name in scenario.twin.without:
        path = Path(name)
        folder = path.parent if path.name == "scheme.yaml" else path
        known = names.get(name) or names.get(folder.name)
        if known is None:
            raise SocialCreditError(
                f"the twin is to be without `{name}`, which is no scheme of the scenario",
                expected="one of " + ", ".join(scheme.scheme for scheme in loaded),
                meant=nearest(name, names),
                hint="correct `twin` of the scenario",
            )
        missing.append(known)
    return tuple(missing)


def as_told(inputs: Inputs) -> dict[str, Any]:
    """Everything as plain values, from which `from_told` makes the same inputs again."""
    return {
        "scenario": inputs.scenario.as_written(),
        "schemes": [scheme.model_dump(mode="json", by_alias=True) for scheme in inputs.schemes],
        "beliefs": {
            kind: file.model_dump(mode="json", by_alias=True)
            for kind, file in inputs.beliefs._asdict().items()
        },
        "without": list(inputs.without),
        "laid": {
            name: [one.model_dump(mode="json") for one in laid]
            for name, laid in inputs.laid.items()
        },
        "changes": list(inputs.changes),
        "given": list(inputs.given),
        "command": inputs.command,
        "real": inputs.real and as_told(inputs.real),
        "draw": inputs.draw and inputs.draw.as_told(),
        **({"beside": as_told(inputs.beside)} if inputs.beside else {}),
        **({"turned": as_plain(inputs.turned)} if inputs.turned else {}),
        **told_of_place(inputs.scenario, inputs.beliefs),
    }


def _draw_from_told(told: Mapping[str, Any]) -> Draw:
    changes = tuple(told["changes"])
    return Draw(told["number"], told["parameter_seed"], changes, told.get("calibrated", False))


def from_told(told: Mapping[str, Any]) -> Inputs:
    """Inputs as `as_told` told them."""
    files = {
        kind: model_of(kind, file).model_validate(file)
        for kind, file in ((kind, told["beliefs"].get(kind, {})) for kind in FILES)
    }
    draw = told.get("draw")  # which older folders do not have
    return Inputs(
        Scenario.model_validate(told["scenario"]),
        tuple(Scheme.model_validate(scheme) for scheme in told["schemes"]),
        Beliefs(**files),  # type: ignore[arg-type]
        tuple(told["without"]),
        {
            name: tuple(Laid.model_validate(one) for one in laid)
            for name, laid in told["laid"].items()
        },
        tuple(told["changes"]),
        told["command"],
        told["real"] and from_told(told["real"]),
        tuple(told.get("given", ())),
        draw and _draw_from_told(draw),
        from_told(told["beside"]) if "beside" in told else None,
        from_plain(told.get("turned", {})),
    )
