"""A written scenario as plain values, and back: what an experiment's folder keeps to be repeated.

Names stand where there were paths, since what they led to is told beside them. What is read back
resolves, under any changes, to the same run as what was told.
"""

from collections.abc import Mapping
from typing import Any

from socialcredit.language.model.alternative import Alternative
from socialcredit.language.model.beliefs import FILES, Beliefs, model_of
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.inputs import told_by_name
from socialcredit.language.resolve.written import Written


def written_told(written: Written) -> dict[str, Any]:
    """Everything as plain values, from which `written_from` makes the same again."""
    known = names_of(written)
    return {
        "scenario": told_by_name(written.scenario, known).as_written(),
        "schemes": [_plain(scheme) for scheme in written.schemes],
        "beliefs": {kind: _plain(file) for kind, file in written.beliefs._asdict().items()},
        "alternatives": [_plain(one) for one in written.alternatives],
        **({"beside": written_told(written.beside)} if written.beside else {}),
        **({"own": told_by_name(written.own, known).as_written()} if written.own else {}),
        **({"outcome": _plain(written.outcome)} if written.outcome else {}),
    }


def names_of(written: Written) -> dict[str, str]:
    """The schemes' own names by those that the scenario has, of residents and firms alike."""
    mine = (written.own or written.scenario).schemes
    found = dict(zip(mine, (one.scheme for one in written.schemes), strict=True))
    return found | (names_of(written.beside) if written.beside else {})


def _plain(block: Any) -> dict[str, Any]:
    told: dict[str, Any] = block.model_dump(mode="json", by_alias=True)
    return told


def written_from(told: Mapping[str, Any]) -> Written:
    """What `written_told` told."""
    believed = told["beliefs"]
    files = {kind: model_of(kind, believed[kind]).model_validate(believed[kind]) for kind in FILES}
    own, outcome, beside = (told.get(key) for key in ("own", "outcome", "beside"))
    return Written(
        Scenario.model_validate(told["scenario"]),
        tuple(Scheme.model_validate(scheme) for scheme in told["schemes"]),
        Beliefs(**files),  # type: ignore[arg-type]
        tuple(Alternative.model_validate(one) for one in told["alternatives"]),
        written_from(beside) if beside else None,
        Scenario.model_validate(own) if own else None,
        Alternative.model_validate(outcome) if outcome else None,
    )
