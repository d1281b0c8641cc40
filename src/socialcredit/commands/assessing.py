"""`assess`: what a scheme does to people, in a dated document whose every number repeats."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from socialcredit.commands import experimenting
from socialcredit.commands.choices import (
    Json,
    On,
    People,
    PlanAlone,
    Sets,
    StoreFolder,
    Years,
    numeral,
)
from socialcredit.commands.ending import kept_where_stopped
from socialcredit.commands.progress import shown, waiting
from socialcredit.core.lazy import later
from socialcredit.core.text import counted, wrapped
from socialcredit.report.pictures.renderer import Renderer

api = later("socialcredit.api_assess")
documents = later("socialcredit.api_documents")
asking = later("socialcredit.assessment.asked")
calling = later("socialcredit.assessment.called")
lived = later("socialcredit.assessment.lived")
making = later("socialcredit.assessment.making")
folders = later("socialcredit.assessment.folder")
conduct = later("socialcredit.experiments.conduct")
stores = later("socialcredit.experiments.store")
forms = later("socialcredit.language.resolve.forms")
measured = later("socialcredit.results.words.measured")

NUMBERS = "numbers.csv"
SEVERAL = 3  # moves that turn a finding, told in the terminal


Subject = Annotated[
    str, typer.Argument(metavar="SCENARIO|RUN", help="A scenario, or the folder of a run.")
]
Forms = Annotated[
    list[str] | None,
    typer.Option(
        "--form", metavar="NAME", help="A form to answer; may be repeated.", show_default="full"
    ),
]
Since = Annotated[
    Path | None,
    typer.Option("--since", metavar="OLD", help="An older assessment: tell what changed."),
]
Docx = Annotated[bool, typer.Option("--docx", help="Write Word files as well.")]
Quick = Annotated[
    bool, typer.Option("--quick", help="Fewer runs of each sort; the document says so.")
]
DeclaredFile = Annotated[
    Path | None, typer.Option("--declared", metavar="FILE", help="What the deployer declares.")
]
Own = Annotated[
    list[str] | None,
    typer.Option(
        "--alternative", metavar="FILE",
        help="One of your own, beside those that ship; may be repeated.",
    ),
]  # fmt: skip
Seeds = Annotated[
    int | None,
    numeral("Seeds with values as written.", 1, 10_000, "--seeds", show_default="8, or 3"),
]
Points = Annotated[
    int | None,
    numeral("Points drawn from the ranges.", 2, 100_000, "--points", show_default="24, or 5"),
]
OutFolder = Annotated[
    Path | None,
    typer.Option(help="The folder, which must be new.", show_default="runs/assess-NAME"),
]


def assess(
    subject: Subject,
    form: Forms = None,
    since: Since = None,
    docx: Docx = False,
    quick: Quick = False,
    declared: DeclaredFile = None,
    alternative: Own = None,
    people: People = None,
    years: Years = None,
    seeds: Seeds = None,
    points: Points = None,
    set_: Sets = None,
    on: On = None,
    out: OutFolder = None,
    store: StoreFolder = None,
    plan: PlanAlone = False,
    as_json: Json = False,
) -> None:
    """What a scheme does to people, as a document to be printed, filed and repeated.

    Lives the scheme as written and every alternative with several seeds and on the same draws of
    what is in doubt, looks for what would turn each finding, and leaves a folder with the document,
    its numbers as a table, the runs, an ordinary run and three lives.

    Stop it whenever you like: runs that were finished are kept, and the same call goes on.
    """
    wish = api.wish_of(
        subject, people=people, years=years, seeds=seeds, points=points, quick=quick,
        alternatives=alternative or (), sets=set_ or (),
    )  # fmt: skip
    papers = documents.papers(form or (), docx, since)
    kept = stores.Store(store or conduct.STORE)
    said = forms.load_declared(declared) if declared else {}
    found = asking.subject_of(wish)
    folder = folders.folder_of(found.name, out)
    if not plan:
        folders.refuse_what_is_there(folder)
    with waiting("Planning"):
        made = lived.plan_of(wish, found, kept)
    if plan:
        cost = lived.cost(made, kept)
        told = json.dumps(cost._asdict()) if as_json else "\n".join(plan_lines(made, cost))
        typer.echo(told)
        return
    with Renderer() as renderer, kept_where_stopped(), shown() as progress:
        given = making.Given(
            kept, on, said, api.command_of(made), date.today(), papers.show, progress, renderer
        )
        evidence = making.assess(made, given, folder)
    tell(folder, evidence, as_json)


def plan_lines(made: Any, cost: Any) -> list[str]:
    """What an assessment takes, in words."""
    lines = experimenting.plan_lines(made.plan, cost)
    lines[2] = (
        f"  in doubt: {counted(len(made.plan.factors), 'value or reading', 'values and readings')}"
    )
    laid = made.plan.experiment.alternatives
    lines.append(f"  alternatives: {', '.join(laid) or 'none fits'}")
    lines += [f"  not lived: {name}. {why}" for name, why in made.left]
    return lines


def tell(folder: Path, evidence: Any, as_json: bool) -> None:
    """The findings with both ranges and what turns each, and where the documents lie."""
    if as_json:
        told = {
            "folder": str(folder),
            "asked": evidence.asked,
            "made": evidence.made,
            "findings": [
                {**one._asdict(), "turns": [turn._asdict() for turn in one.turns],
                 "value": evidence.numbers[one.key, one.alternative].value}
                for one in evidence.findings
            ],
            "conditions": [one._asdict() for one in evidence.conditions],
        }  # fmt: skip
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for one in evidence.findings:
        typer.echo("\n".join(wrapped(finding_words(evidence, one))))
        if one.by_luck:
            typer.echo("\n".join(wrapped(luck_words(evidence, one))))
        typer.echo("\n".join(wrapped(turning_words(one))) + "\n")
    for path in sorted((*folder.glob("*.html"), *folder.glob("*.docx"))):
        typer.echo(f"Document: {path}")
    typer.echo(f"Numbers:  {folder / NUMBERS}\nRun:      {folder / 'run'}")


def finding_words(evidence: Any, one: Any) -> str:
    """A finding with both ranges, which are never mixed."""
    number = evidence.numbers[one.key, one.alternative]
    value = measured.tell(number.of, number.value)
    ranges = [
        f"{measured.between(number.of, ends)} by {by}" if ends else f"by {by} not known"
        for ends, by in ((number.luck, "luck"), (number.assumptions, "assumptions"))
    ]
    lead = calling.lead_of(evidence.run, one.key)
    return f"{lead}{value} {one.says} ({'; '.join(ranges)}; 90 %)."


def luck_words(evidence: Any, one: Any) -> str:
    """That luck alone may turn a finding."""
    line = measured.tell(evidence.numbers[one.key, one.alternative].of, one.line)
    return f"Luck alone may turn it: {line} lies within where further seeds fall."


def turning_words(one: Any) -> str:
    """What would turn a finding."""
    if not one.turns:
        return f"Nothing within the ranges that were moved turns it ({one.turned})."
    told = [f"{turn.title}: {turn.to} (written: {turn.written})" for turn in one.turns[:SEVERAL]]
    return f"It {one.turned} with {'; or '.join(told)}."
