"""`measures`: every number that can be asked of a run, by its id."""

import json
from itertools import groupby

import typer

from socialcredit.commands.choices import Json
from socialcredit.core.lazy import later
from socialcredit.core.retelling import OF_A_RUN, deep_told
from socialcredit.core.text import wrapped

registry = later("socialcredit.results.measures.registry")

HEADS = {
    "run": "Of a run",
    "burden": "What people bear, of all schemes together",
    "scheme": "Of each scheme",
    "group": "Of each scheme, between groups",
    "lending": "Of lending",
    "together": "Of all bodies together, in the panel",
}
BETTER = {"less": "less is better", "more": "more is better", "neither": ""}


def measures(as_json: Json = False) -> None:
    """Every measure by its id, which files, tables and options call it by."""
    if as_json:
        typer.echo(
            json.dumps(deep_told(OF_A_RUN, registry.as_rows()), ensure_ascii=False, indent=1)
        )
        return
    for of, found in groupby(registry.MEASURES, key=lambda one: one.of):
        typer.echo(f"\n{HEADS[of]}")
        for one in found:
            typer.echo("\n".join(wrapped(f"{one.id}  {OF_A_RUN(one.told)}", "  ", "      ")))
            more = "; ".join(
                filter(None, (BETTER[one.better], "against the twin" if one.twin else "",
                              "of the panel" if one.rests_on == "panel" else "", one.hook))
            )  # fmt: skip
            if more:
                typer.echo("\n".join(wrapped(more, "      ", "      ")))
    typer.echo("\nNext: socialcredit compare SCENARIO --with NAME --measure ID")
