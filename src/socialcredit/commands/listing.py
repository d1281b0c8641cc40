"""`schemes` and `scenarios`: what there is. Answers at once: no NumPy, no compiler."""

import json
from typing import Any

import typer

from socialcredit import catalogue
from socialcredit.commands.choices import Json


def schemes(as_json: Json = False) -> None:
    """The schemes there are."""
    _list(catalogue.summaries(), as_json, "socialcredit show NAME")


def scenarios(as_json: Json = False) -> None:
    """The scenarios there are."""
    _list(catalogue.scenario_summaries(), as_json, "socialcredit run NAME")


def _list(items: list[dict[str, Any]], as_json: bool, next_step: str) -> None:
    if as_json:
        typer.echo(json.dumps(items, ensure_ascii=False, indent=1, default=str))
        return
    width = max((len(str(item["name"])) for item in items), default=0)
    for item in items:
        typer.echo(f"{item['name']:<{width}}  {item.get('title', '')}")
    typer.echo(f"\nNext: {next_step}")
