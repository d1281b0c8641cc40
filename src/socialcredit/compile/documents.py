"""Checked assumption files as the plain dicts that society, hazards and senses are compiled from.

A model writes durations as text and dates as text when it is dumped; here they stay whole days and
dates, so that nothing is read twice. How far off a value may be is left behind: the value runs.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.provenance import IN_DOUBT
from socialcredit.language.model.sensors import Coverage

Document = dict[str, Any]
OPEN = (*IN_DOUBT, "readings")  # what is not known, and nothing that runs
YEAR_DIGITS = 4


def documents(beliefs: Beliefs) -> dict[str, Document]:
    """All assumption files by kind, as plain values; years that are keys become numbers."""
    plain = {kind: as_plain(file) for kind, file in beliefs._asdict().items()}
    for kind in ("places", "population"):
        plain[kind] = with_years(plain[kind])
    return plain


def as_plain(value: Any) -> Any:
    """Models as dicts by the names of their fields, tuples as lists, everything else as it is."""
    if isinstance(value, Coverage):
        return covered(value)
    if isinstance(value, BaseModel):
        names = [name for name in type(value).model_fields if name not in OPEN]
        fields = {name: as_plain(getattr(value, name)) for name in names}
        return fields | {name: as_plain(more) for name, more in (value.model_extra or {}).items()}
    if isinstance(value, Mapping):
        return {key: as_plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_plain(item) for item in value]
    return value


def covered(coverage: Coverage) -> Document:
    """Coverage by date; who says nothing of it covers everywhere, else only what is named."""
    silent = 0.0 if coverage.urban or coverage.rural else 1.0
    return {"urban": coverage.urban or silent, "rural": coverage.rural or silent}


def with_years(value: Any) -> Any:
    """The same with keys such as '2018' as whole numbers; age bands and names stay text."""
    if isinstance(value, Mapping):
        return {year_of(key): with_years(item) for key, item in value.items()}
    if isinstance(value, list):
        return [with_years(item) for item in value]
    return value


def year_of(key: Any) -> Any:
    """A key of four digits as a number, any other as it is."""
    is_year = isinstance(key, str) and len(key) == YEAR_DIGITS and key.isdigit()
    return int(key) if is_year else key
