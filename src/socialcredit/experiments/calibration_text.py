"""A calibration as a file that people can read: a line a figure, a paragraph a doubt."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from textwrap import wrap
from typing import Any

from socialcredit.language.model.calibration import Calibration

WIDTH = 99
HEAD = """\
# What published numbers do not rule out of the values that are in doubt: written by
# `socialcredit calibrate {name}`, and not to be changed by hand. Of each doubt, `points` says where
# in its range it lies (0: one end, 1: the other), point by point; `weights` how often each counts.
"""
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(?:[ .][A-Za-z0-9_-]+)*")
_WORDS = ("true", "false", "null", "True", "False", "Null", "TRUE", "FALSE", "NULL")


def text_of(found: Calibration) -> str:
    """The YAML of a calibration; reading it gives the same again."""
    told = {key: value for key, value in found.model_dump().items() if value is not None}
    lines = [HEAD.format(name=found.scheme).rstrip()]
    for key, value in told.items():
        if key in ("figures", "waves"):
            lines += [f"{key}:", *_items(value)]
        elif key == "points":
            lines += [f"{key}:" if value else f"{key}: {{}}"]
            lines += [
                line for name, row in value.items() for line in _row(f"  {_plain(name)}", row)
            ]
        elif key == "weights":
            lines += _row(key, value)
        else:
            lines.append(f"{key}: {_plain(value)}")
    return "\n".join(lines) + "\n"


def _items(values: Iterable[Mapping[str, Any]]) -> list[str]:
    """Mappings, a line each; a list of further ones stands below its own."""
    lines = []
    for value in values:
        plain = {key: one for key, one in value.items() if not isinstance(one, tuple)}
        start = "- "
        for key, one in plain.items():
            lines.append(f"  {start}{key}: {_plain(one)}")
            start = "  "
        for key, one in value.items():
            if isinstance(one, tuple):
                lines.append(f"    {key}:")
                lines += [f"      - {_flow(each)}" for each in one]
    return lines


def _flow(value: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{key}: {_plain(one)}" for key, one in value.items()) + "}"


def _row(key: str, values: Iterable[float]) -> list[str]:
    """Numbers in lines that fit a page."""
    indent = " " * (len(key) - len(key.lstrip()) + 2)
    told = "[" + ", ".join(_plain(one) for one in values) + "]"
    return [f"{key}:", *(f"{indent}{line}" for line in wrap(told, WIDTH - len(indent)))]


def _plain(value: Any) -> str:
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value not in _WORDS
        return value if plain else json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else f"{value}"
