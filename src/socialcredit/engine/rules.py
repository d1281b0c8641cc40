"""Rules that were drawn before a run, written into its folder as anybody writes rules."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from socialcredit.core.run_files import PART
from socialcredit.core.run_layout import RULES
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.language.resolve.lobbying import expected, rounds_of

WIDTH = 100
HEAD = "# Drawn before the run by its seed: rules of `source: lobbying` were pressed for.\n"


def write_rules(folder: Path, inputs: Inputs) -> None:
    """Each scheme for which groups press, under `rules/NAME/scheme.yaml`; nothing of other runs."""
    for one in _pressed(inputs):
        asked = {proposal.scheme for proposal in one.beliefs.lobbying.proposals}
        for scheme in one.schemes:
            if {scheme.voice, scheme.scheme} & asked:
                write_scheme(folder / RULES / scheme.scheme / "scheme.yaml", scheme)


def _pressed(inputs: Inputs) -> Iterator[Inputs]:
    """The populations of a run on whose rules groups press."""
    for one in (inputs, inputs.beside):
        if one is not None and one.beliefs.lobbying.groups:
            yield one


def write_scheme(path: Path, scheme: Scheme) -> None:
    """A scheme as a file that `show`, `diff` and a scenario read, whole or not at all."""
    yaml: Any = YAML(typ="safe", pure=True)
    yaml.default_flow_style, yaml.sort_base_mapping_type_on_output = False, False
    yaml.width, yaml.allow_unicode = WIDTH, True
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + PART)
    with part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEAD)
        yaml.dump(scheme.model_dump(mode="json", by_alias=True, exclude_defaults=True), file)
    part.replace(path)


def told_of_lobbying(inputs: Inputs) -> dict[str, Any]:
    """Who proposed what and was given it, for the manifest; nothing of runs where nobody presses.

    `rounds` are the proposals that were put forward; of all `proposals`, how `likely` it is that
    each is accepted before the end.
    """
    rounds, proposals = list[dict[str, Any]](), dict[str, dict[str, Any]]()
    for one in _pressed(inputs):
        file, scenario = one.beliefs.lobbying, one.scenario
        likely = expected(file, one.schemes, scenario.lived_since, scenario.ends)
        rounds += [
            {
                "group": each.group.title, "proposal": each.proposal.proposal,
                "scheme": each.proposal.scheme, "since": each.day.isoformat(),
                "chance": each.chance, "accepted": each.accepted,
            }
            for each in rounds_of(one.beliefs, one.schemes, scenario)
        ]  # fmt: skip
        proposals |= {
            p.proposal: {"scheme": p.scheme, "deed": p.deed, "likely": likely[p.proposal]}
            for p in file.proposals
        }
    return {"lobbying": {"rounds": rounds, "proposals": proposals}} if rounds else {}
