"""What the crate of a run's folder, or of an experiment's, says; written when files changed."""

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from socialcredit import __version__
from socialcredit.core.crate import Described, File, Step, without_paths, write_crate, written_at
from socialcredit.core.run_files import is_file, read_mapping
from socialcredit.core.run_layout import (
    BEHAVIOUR,
    CRATE,
    DOUBT,
    EXPERIMENT,
    INPUTS,
    MANIFEST,
    REAL,
    REPORT,
    REPORT_OF_FIRMS,
    RULES,
    TABLE_FOLDER,
    UNSTRAINED,
)

HINT = "put the file back as it was"
PAGES = {
    REPORT: "The page",
    REPORT_OF_FIRMS: "The page on firms",
    BEHAVIOUR: "The page on conduct",
}
BESIDE = {
    DOUBT: "How far what is assumed moves the numbers",
    REAL: "What the run is compared by, beside the real scheme",
    UNSTRAINED: "Who comes back of the same people without strain and giving up",
}
# What else an assessment leaves, by patterns below its folder; its run has a crate of its own.
ASSESSED = {
    "assessment.json": "All that the documents are made of",
    "numbers.csv": "Every number of every design, with both ranges",
    "declared.yaml": "What the deployer declares",
    "assessment*.html": "The document",
    "assessment*.docx": "The document, for Word",
    "lives/*.txt": "A synthetic life",
    f"run/{CRATE}": "What the folder of the run as written holds",
}
NOBODY = "Nobody in it exists, and no record of a real person went into it."


def renew(folder: Path) -> Path | None:
    """Write the crate of a finished run, or of an experiment, as its files are now.

    Returns its path; None of a folder that is neither, or of a run that was stopped.
    """
    if is_file(folder / EXPERIMENT):
        told = read_mapping(folder / EXPERIMENT, "what the experiment rests on", HINT)
        return write_crate(folder, experiment_told(folder, told))
    if is_file(folder / MANIFEST):
        told = read_mapping(folder / MANIFEST, "the manifest", HINT)
        return write_crate(folder, run_told(folder, told)) if told.get("state") == "done" else None
    return None


def run_told(folder: Path, manifest: Mapping[str, Any]) -> Described:
    """A finished run: its inputs, what was lived, and the pages that tell of it."""
    tables = {
        f"{TABLE_FOLDER}/{name}.parquet": File(
            f"{TABLE_FOLDER}/{name}.parquet", f"Table {name}, whole numbers only", sha256
        )
        for name, sha256 in manifest.get("table_files", {}).items()
    }
    drawn = sorted((folder / RULES).rglob("scheme.yaml"))
    rules = [path.relative_to(folder).as_posix() for path in drawn]
    made = {INPUTS: "Scenario, schemes and assumptions as they were simulated",
            MANIFEST: "What was asked, the names behind the numbers, and hashes",
            **dict.fromkeys(rules, "A scheme's rules as they were drawn")}  # fmt: skip
    beside, pages = _those(folder, BESIDE), _those(folder, PAGES)
    left = (MANIFEST, *rules, *tables, *(name for name in beside if name in (REAL, UNSTRAINED)))
    scenario = manifest.get("scenario", {})
    title = scenario.get("title") or scenario.get("scenario") or folder.name
    living = Step(
        "run", f"Simulation of {title}", _command(manifest), (INPUTS,), left,
        manifest.get("began", ""), manifest.get("ended", ""),
        manifest.get("package_version") or __version__,
    )  # fmt: skip
    telling = _telling(folder, "socialcredit report .", (INPUTS, *left, *beside), tuple(pages))
    files = [File(name, told) for name, told in {**made, **beside, **pages}.items()]
    return Described(
        title, _about(manifest), str(manifest.get("content_hash", "")),
        "of the numbers of all tables", (*files, *tables.values()), (living, *telling),
    )  # fmt: skip


def _command(told: Mapping[str, Any]) -> str:
    """The command that lives it again: its own, or from the folder where files of a user's are."""
    words = shlex.split(str(told.get("command") or ""))
    return without_paths(words) if words else "socialcredit repeat ."


def _telling(
    folder: Path, command: str, takes: tuple[str, ...], pages: tuple[str, ...]
) -> tuple[Step, ...]:
    """The step that wrote the pages, where there are any."""
    if not pages:
        return ()
    ended = max(written_at(folder / name) for name in pages)
    return (Step("report", "The pages", command, tuple(dict.fromkeys(takes)), pages, ended=ended),)


def _those(folder: Path, known: Mapping[str, str]) -> dict[str, str]:
    """Those of the known files that lie in the folder."""
    return {name: told for name, told in known.items() if is_file(folder / name)}


def _found(folder: Path, patterns: Mapping[str, str]) -> dict[str, str]:
    """Those files of the folder that a pattern finds."""
    return {
        path.relative_to(folder).as_posix(): told
        for pattern, told in patterns.items()
        for path in sorted(folder.glob(pattern))
        if is_file(path)
    }


def _about(manifest: Mapping[str, Any]) -> str:
    """What kind of run it is, in two sentences."""
    firms = manifest.get("firms", {}).get("people")
    one = "firms" if manifest.get("population") == "firms" else "residents"
    whom = f"{manifest.get('people', 0):,} synthetic {one}"
    whom += f" and {firms:,} firms" if firms else ""
    days = " to ".join(str(manifest[key]) for key in ("start", "end") if key in manifest)
    return f"{whom}, {days}, seed {manifest.get('seed')}. {NOBODY}"


def experiment_told(folder: Path, told: Mapping[str, Any]) -> Described:
    """An experiment: what its runs rest on, its tables, and the page that tells of them."""
    tables = dict.fromkeys(told.get("tables", {}), "A line for each run and measure")
    beside, pages = _those(folder, BESIDE), _those(folder, PAGES)
    made = {EXPERIMENT: "What every run rests on: files, changes, alternatives, seeds", **tables}
    living = Step(
        "runs", told.get("title", ""), told.get("command", ""), (EXPERIMENT,),
        (*tables, *beside), told.get("began", ""), told.get("ended", ""),
        told.get("package_version") or __version__,
    )  # fmt: skip
    pages |= _found(folder, ASSESSED)
    telling = _telling(folder, living.command, (EXPERIMENT, *tables), tuple(pages))
    return Described(
        told.get("title", ""),
        f"{told.get('runs', 0):,} runs of {told.get('scenario', '')} on synthetic people. {NOBODY}",
        str(told.get("content_hash", "")), "of the content hashes of all runs, in their order",
        tuple(File(name, words) for name, words in {**made, **beside, **pages}.items()),
        (living, *telling),
    )  # fmt: skip
