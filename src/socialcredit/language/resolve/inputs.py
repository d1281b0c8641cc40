"""What a run rests on: scenario, schemes and beliefs, resolved once and kept with the run."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.language.model.alternative import Laid
from socialcredit.language.model.beliefs import FILES, Beliefs
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.alternatives import laid_over
from socialcredit.language.resolve.loading import load_beliefs, load_scheme, vocabulary_of
from socialcredit.language.resolve.overrides import apply_sets
from socialcredit.language.resolve.paths import scheme_names
from socialcredit.language.resolve.sharing import bodies_of


class Inputs(NamedTuple):
    """A run before anybody lives in it.

    without  names of schemes the twin has not
    laid  what alternatives did to each scheme, by the scheme's name
    """

    scenario: Scenario
    schemes: tuple[Scheme, ...]
    beliefs: Beliefs
    without: tuple[str, ...]
    laid: Mapping[str, tuple[Laid, ...]] = {}

    @property
    def worlds(self) -> int:
        """1, or 2 where the scenario has a twin."""
        return 1 if self.scenario.twin is None else 2


def resolve(scenario: Scenario, sets: Sequence[str] = ()) -> Inputs:
    """Load what the scenario names and make the changes `PATH=VALUE`."""
    beliefs = load_beliefs(scenario.assumptions)
    vocabulary = vocabulary_of(beliefs)
    loaded = [load_scheme(name, vocabulary) for name in scenario.schemes]
    named = {scheme.scheme: scheme for scheme in loaded}
    if len(named) < len(loaded):
        raise SocialCreditError(
            "two schemes of the scenario have the same name",
            text=", ".join(scheme.scheme for scheme in loaded),
            hint="give each scheme its own `scheme:` name",
        )
    named, beliefs, laid = laid_over(scenario.alternatives, named, beliefs, scenario.starts)
    asked, schemes, beliefs = apply_sets(scenario, named, beliefs, sets)
    bodies = bodies_of(asked, [schemes[scheme.scheme] for scheme in loaded], beliefs, loaded)
    chosen = tuple(body for group in bodies.values() for body in group)
    check_lists_read(chosen)
    gone = _twin_without(asked, loaded)
    without = tuple(body.scheme for name in gone for body in bodies.get(name, ()))
    of_bodies = {
        body.scheme: laid.get(name, ()) for name, group in bodies.items() for body in group
    }
    return Inputs(asked, chosen, beliefs, without, of_bodies)


def check_lists_read(schemes: Sequence[Scheme]) -> None:
    """Refuse a consequence that reads a list which the scheme it names does not keep.

    A shipped scheme may be absent from the run; then nobody is on its list.
    """
    lists = {scheme.scheme: [rule.list for rule in scheme.lists] for scheme in schemes}
    shipped = [name for name in scheme_names() if name not in lists]
    for scheme in schemes:
        for rule in scheme.consequences:
            of, name = rule.when.of, rule.when.list
            if of is None or of in shipped or name in lists.get(of, ()):
                continue
            known = lists[of] if of in lists else [*lists, *shipped]
            wrong = str(name) if of in lists else of
            raise SocialCreditError(
                f"`{rule.id}` of `{scheme.scheme}` reads the list `{name}` of `{of}`, and there is "
                f"no such {'list' if of in lists else 'scheme in the run'}",
                text=f"of: {of}, list: {name}",
                expected="one of " + ", ".join(known),
                meant=nearest(wrong, known),
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


def as_text(inputs: Inputs) -> str:
    """Everything as JSON, from which `from_text` makes the same inputs again."""
    told = {
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
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=False)


def from_text(text: str) -> Inputs:
    """Inputs as `as_text` wrote them."""
    told: dict[str, Any] = json.loads(text)
    files = {kind: model.model_validate(told["beliefs"][kind]) for kind, model in FILES.items()}
    return Inputs(
        Scenario.model_validate(told["scenario"]),
        tuple(Scheme.model_validate(scheme) for scheme in told["schemes"]),
        Beliefs(**files),  # type: ignore[arg-type]
        tuple(told["without"]),
        {
            name: tuple(Laid.model_validate(one) for one in laid)
            for name, laid in told["laid"].items()
        },
    )


def hash_of(text: str) -> str:
    """SHA-256 of the inputs, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
