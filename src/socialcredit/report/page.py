"""Write a run's report: measures to sentences and pictures, pictures to SVG, all into one file."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2

from socialcredit.report import redress, sections
from socialcredit.report.figures import Figure, Section, svg_of, wake
from socialcredit.report.lives import told_lives
from socialcredit.results import naming
from socialcredit.results.shares import assumed_inputs
from socialcredit.results.summary import percent, signed, span, summary
from socialcredit.results.tables import Run, open_run

NAME = "report.html"


def write_report(run: Run | str | Path) -> Path:
    """Write `report.html` into the folder of a run, open or by its path, and return the page's.

    One file under 3 MB without any reference outside itself. An older report stays until the new
    one is complete. Raises SocialCreditError where the folder holds no readable run.
    """
    run = run if isinstance(run, Run) else open_run(run)
    text = page(run).replace(" %", "\u00a0%")
    path = run.folder / NAME
    part = path.with_suffix(".html.part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)
    return path


def page(run: Run) -> str:
    """The report as HTML text; pictures are drawn while the numbers of the next are worked out."""
    with ThreadPoolExecutor(1) as painter:
        painter.submit(wake)
        found = summary(run)
        parts = [
            (block, list(scheme_sections(run, found, block, number)))
            for number, block in enumerate(found["schemes"])
        ]
        drawn: dict[int, Future[str]] = {}
        _draw(painter, drawn, [f for _, told in parts for part in told for f in part.figures])
        lives = told_lives(run)
        _draw(painter, drawn, [life["figure"] for life in lives if life["figure"]])
        return _template().render(
            title=_title(run),
            stamp="Synthetic people. Nobody in this report exists.",
            facts=_facts(run),
            headlines=headlines(found, found["schemes"][0]) if found["schemes"] else [],
            parts=parts,
            lives=lives,
            repeat=_repeat(run),
            draw=lambda figure: drawn[id(figure)].result(),
            many=len(parts) > 1,
        )


def _draw(painter: Executor, drawn: dict[int, Future[str]], figures: list[Figure]) -> None:
    """Hand pictures over to be drawn; each gets a name of its own for what is inside it."""
    for figure in figures:
        drawn[id(figure)] = painter.submit(svg_of, figure.spec, f"f{len(drawn)}")


def _template() -> jinja2.Template:
    loader = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    text = files("socialcredit.report").joinpath("page.html.j2").read_text(encoding="utf-8")
    return loader.from_string(text)


def scheme_sections(
    run: Run, found: dict[str, Any], block: dict[str, Any], scheme: int
) -> Iterator[Section]:
    """The sections on one scheme, in reading order; conduct is told once, with the first."""
    yield sections.grades_section(run, scheme)
    if scheme == 0:
        yield sections.conduct_section(run, found)
    yield sections.wrongful_section(block)
    yield sections.context_section(block)
    yield redress.repair_section(run, block, scheme)
    yield redress.offsetting_section(run, block)
    yield redress.evidence_section(block, assumed_inputs(run))


def _title(run: Run) -> str:
    scenario = run.manifest.get("scenario")
    told = scenario.get("title") if isinstance(scenario, dict) else None
    return str(told or ", ".join(s["title"] for s in run.names["schemes"]) or "A run")


def _facts(run: Run) -> list[tuple[str, str]]:
    places = ", ".join(str(place).replace("-", " ").title() for place in run.names["places"])
    schemes = [naming.scheme(run, number) for number in range(len(run.names["schemes"]))]
    rules = "; ".join(
        f"{s['title']}: {len(s['entries'])} rules, {len(s['grades'])} grades, "
        f"{len(s['consequences'])} consequences"
        for s in schemes
    )
    twin = "yes, same people and same luck without the scheme" if run.has_twin else "none"
    return [
        ("Where", places),
        ("Who", f"{run.people:,} synthetic residents in whole households, from census tables"),
        ("When", f"{span(run.months)} from {run.manifest['start']}, day by day"),
        ("Rules", rules),
        ("Eyes", f"{len(run.names['sources'])} sources, each of which misses and errs"),
        ("Twin run", twin),
    ]


def headlines(found: dict[str, Any], block: dict[str, Any]) -> list[dict[str, str]]:
    """Five numbers, each with what is not known about it."""
    m1, m4, m7 = block["M1"], block["M4"], block["M7"]
    rows = {row["group"]: row for row in block["M8"]["minority"]["groups"]}
    few, many = rows.get("minority"), rows.get("majority")
    times = few["wrong_days"] / many["wrong_days"] if few and many and many["wrong_days"] else None
    middle = f", the middle case after {m7['median']:,} days" if m7["cases"] else ""
    return [
        {
            "value": percent(m1["share"]),
            "text": "of all days under a penalty were borne because of a wrong record",
            "unknown": "How often real sources err: no city has published it.",
        },
        {
            "value": percent(m7["repaired"]),
            "text": f"of wrong bad records were ever put fully right{middle}",
            "unknown": "How many are told, and how many decisions an office makes a month.",
        },
        {
            "value": signed(found["bad_deeds"]["change"]),
            "text": "bad deeds, against the same people and luck without the scheme",
            "unknown": "How strongly a score deters; the strength is borrowed from other measures.",
        },
        {
            "value": "unknown" if times is None else f"{times:.1f} ×",
            "text": "as many wrongly penalised days a head in the minority as in the majority",
            "unknown": "Error between groups differs by device; one published range is used.",
        },
        {
            "value": percent(m4["other_domain"]),
            "text": "of refusals fall in another part of life than the record they rest on",
            "unknown": "How people value one domain against another; distances are declared.",
        },
    ]


def _repeat(run: Run) -> list[tuple[str, str]]:
    told = [("Command", str(run.manifest.get("command", "")))]
    for key, name in (
        ("seed", "Seed"),
        ("content_hash", "Content hash"),
        ("package_version", "Version"),
        ("machine", "Machine"),
        ("seconds", "Seconds"),
    ):
        value = run.manifest.get(key)
        if isinstance(value, dict):
            value = ", ".join(f"{one} {two}" for one, two in value.items())
        if value is not None:
            told.append((name, f"{value:.1f}" if isinstance(value, float) else str(value)))
    return told
