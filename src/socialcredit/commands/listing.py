"""`schemes`, `scenarios`, `alternatives`: what there is. Answers at once: no NumPy, no compiler."""

import json
from typing import Any

import typer

from socialcredit.commands.choices import Json
from socialcredit.core.text import counted, joined, placed, plain, wrapped
from socialcredit.language import catalogue
from socialcredit.language.model.provenance import EVIDENCE

FEW = 10  # rules below which a share of them is told as a count


def schemes(as_json: Json = False) -> None:
    """The schemes there are: place, period, who is scored, and how well the rules are known."""
    items = catalogue.summaries()
    if _as_json(items, as_json):
        return
    for item in items:
        shares = ", ".join(f"{_of_rules(item, e)} {e}" for e in EVIDENCE)
        typer.echo(_headed(item))
        typer.echo(_indented(f"{placed(item['place'])}, {item['period']}; {item['subjects']}"))
        typer.echo(_indented(f"{counted(item['rules'], 'rule')}: {shares}"))
    typer.echo("\nNext: socialcredit show NAME")


def _of_rules(item: dict[str, Any], evidence: str) -> str:
    """How many of the rules have such evidence: in per cent where there are ten rules or more."""
    if item["rules"] < FEW:
        return f"{round(item[evidence] * item['rules'])}"
    return f"{100 * item[evidence]:.0f} %"


def scenarios(as_json: Json = False) -> None:
    """The scenarios there are: how many people or firms, where, when and under which schemes."""
    items = catalogue.scenario_summaries()
    if _as_json(items, as_json):
        return
    for item in items:
        under = f"under {joined(item['schemes'])}" if item["schemes"] else "under no scheme"
        where = joined(map(placed, item["places"]))
        told = f"{_whom(item)} in {where}, {item['period']}; {under}"
        typer.echo(_headed(item))
        typer.echo(_indented(told))
    typer.echo("\nNext: socialcredit run NAME")


def _whom(item: dict[str, Any]) -> str:
    """How many people a scenario simulates, how many firms of which sectors, or both."""
    many = [counted(item["people"], "person", "people")] if item["people"] else []
    if item["firms"]:
        sectors = f" of {joined(map(plain, item['sectors']))}" if item["sectors"] else ""
        many.append(f"{counted(item['firms'], 'firm')}{sectors}")
    return joined(many)


def alternatives(as_json: Json = False) -> None:
    """Milder designs that can be laid over any scheme, and what each stands for."""
    items = catalogue.alternative_summaries()
    if _as_json(items, as_json):
        return
    for item in items:
        typer.echo(_headed(item))
        typer.echo(_indented(" ".join(item["stands_for"])))
    typer.echo("\nNext: socialcredit compare SCENARIO --with NAME")


def _as_json(items: list[dict[str, Any]], wanted: bool) -> bool:
    if wanted:
        typer.echo(json.dumps(items, ensure_ascii=False, indent=1, default=str))
    return wanted


def _headed(item: dict[str, Any]) -> str:
    return "\n".join(wrapped(f"{item['name']}  {item['title']}", "", "  "))


def _indented(text: str) -> str:
    return "\n".join(wrapped(text, "    ", "    "))
