"""The Python face of an assessment: made, and opened again."""

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from socialcredit.api_documents import papers
from socialcredit.assessment import asked, lived, making
from socialcredit.assessment.evidence import Evidence, Finding
from socialcredit.assessment.folder import folder_of, refuse_what_is_there
from socialcredit.assessment.kept import read_evidence
from socialcredit.assessment.table import COLUMNS, rows_of
from socialcredit.experiments.conduct import STORE
from socialcredit.experiments.store import Store
from socialcredit.language.resolve.forms import load_declared

Progress = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Assessment:
    """A finished assessment: its folder, and all that its documents are made of."""

    path: Path
    evidence: Evidence = field(repr=False)

    def findings(self) -> tuple[Finding, ...]:
        """What stands on the first page, with what would turn each."""
        return self.evidence.findings

    @property
    def numbers(self) -> list[dict[str, Any]]:
        """Every number of every design, with both ranges, as `numbers.csv` has them."""
        rows = rows_of(self.evidence)
        return [dict(zip(COLUMNS, row, strict=True)) for row in rows]

    @property
    def documents(self) -> list[Path]:
        """The pages and Word files that lie in its folder."""
        return sorted(path for end in ("html", "docx") for path in self.path.glob(f"*.{end}"))


def wish_of(
    subject: str,
    *,
    people: int | None = None,
    years: int | None = None,
    seeds: int | None = None,
    points: int | None = None,
    quick: bool = False,
    alternatives: Sequence[str] = (),
    sets: Sequence[str] = (),
) -> asked.Wish:
    """What is asked, from options as a command or a call has them."""
    size = asked.QUICK if quick else asked.WHOLE
    size = size._replace(seeds=seeds or size.seeds, points=points or size.points)
    size = size._replace(pairs=min(size.pairs, size.seeds))
    return asked.Wish(subject, people, years, size, quick, tuple(alternatives), tuple(sets))


def assess(
    subject: str | Path,
    *,
    people: int | None = None,
    years: int | None = None,
    seeds: int | None = None,
    points: int | None = None,
    quick: bool = False,
    alternatives: Sequence[str] = (),
    sets: Sequence[str] = (),
    forms: Sequence[str] = (),
    docx: bool = False,
    since: str | Path | None = None,
    declared: str | Path | None = None,
    on: str | None = None,
    out: str | Path | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> Assessment:
    """Assess a scenario (a name or a file), or the folder of a run, and leave its documents.

    Args:
        people: how many residents are lived, instead of the scenario's own number
        years: years from the scenario's start
        seeds: of values as written, 8 (3 if quick)
        points: drawn from the ranges of what is in doubt, 24 (5 if quick)
        quick: fewer runs of each sort; the documents say so
        alternatives: files of one's own, beside the alternatives that ship
        sets: changes before any alternative is laid, "path=value"
        forms: names (or files) of the forms to answer, "full" by default
        docx: write Word files as well, which needs the extra `docx`
        since: the folder of an older assessment, of which is told what changed
        declared: a file of what the deployer declares
        on: "local:4" for so many processes, or the address of a Dask scheduler
        out: the folder, which must be new; by default `runs/assess-NAME`
        store: the folder in which runs are kept, `runs/store` by default
        progress: called with {"stage": str, "done": int, "total": int}, in runs

    Raises:
        SocialCreditError: when a name, a value or a folder is not right.
    """
    wish = wish_of(
        str(subject), people=people, years=years, seeds=seeds, points=points, quick=quick,
        alternatives=alternatives, sets=sets,
    )  # fmt: skip
    shown = papers(forms, docx, since)
    kept = Store(Path(store) if store else STORE)
    found = asked.subject_of(wish)
    folder = folder_of(found.name, Path(out) if out else None)
    refuse_what_is_there(folder)
    said = load_declared(declared) if declared else {}
    plan = lived.plan_of(wish, found, kept)
    given = making.Given(kept, on, said, command_of(plan), date.today(), shown.show, progress)
    return Assessment(folder, making.assess(plan, given, folder))


def command_of(made: lived.Planned) -> str:
    """The command that makes an assessment again, from where its files lie."""
    wish, size = made.wish, made.wish.size
    usual = asked.QUICK if wish.quick else asked.WHOLE
    words = ["socialcredit", "assess", made.subject.label]
    words += ["--quick"] if wish.quick else []
    told = {
        "--people": made.plan.experiment.people,
        "--years": wish.years,
        "--seeds": size.seeds if size.seeds != usual.seeds else None,
        "--points": size.points if size.points != usual.points else None,
    }
    words += [word for name, value in told.items() if value for word in (name, str(value))]
    laid = map(asked.label_of, wish.alternatives)
    words += [word for name in laid for word in ("--alternative", name)]
    words += [word for change in wish.sets for word in ("--set", change)]
    return shlex.join(words)


def open_assessment(path: str | Path) -> Assessment:
    """Open the folder of an earlier assessment."""
    return Assessment(Path(path), read_evidence(path))
