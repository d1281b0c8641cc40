"""Every setting that a file may hold: the fields of the models, by kinds of file."""

from typing import Any, get_args

from pydantic import BaseModel

from socialcredit.language.model.alternative import Alternative
from socialcredit.language.model.beliefs import FILES
from socialcredit.language.model.firms import FirmFile
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme

KINDS_OF_FILE = (Scheme, Scenario, Alternative, *FILES.values(), FirmFile)


def models_in(annotation: Any) -> set[type[BaseModel]]:
    """The models that an annotation mentions, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return set().union(*(models_in(part) for part in get_args(annotation)))


def reached() -> set[type[BaseModel]]:
    """Every model of which a part may stand in a file."""
    found: set[type[BaseModel]] = set()
    waiting = {*KINDS_OF_FILE}
    while waiting:
        model = waiting.pop()
        found.add(model)
        for field in model.model_fields.values():
            waiting |= models_in(field.annotation) - found
    return found


def settings() -> set[str]:
    """`Entry.points` and so on; a block that holds others only is told by its parts."""
    return {
        f"{model.__name__}.{name}"
        for model in reached()
        for name, field in model.model_fields.items()
        if not models_in(field.annotation)
    }
