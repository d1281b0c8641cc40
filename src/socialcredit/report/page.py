"""Write a run's report: measures to sentences and pictures, pictures to SVG, all into one file."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import nullcontext
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from socialcredit.errors import SocialCreditError
from socialcredit.report import (
    credit,
    devices,
    doors,
    evidence,
    fit,
    gains,
    listed,
    published,
    redress,
    sections,
    together,
    unlocked,
    watching,
    wrongs,
)
from socialcredit.report.easel import Easel
from socialcredit.report.figures import Figure, Section, drawing
from socialcredit.report.headlines import chosen_block, headlines
from socialcredit.report.lives import told_lives
from socialcredit.results import naming
from socialcredit.results.bodies_text import in_detail
from socialcredit.results.summary import span, summary
from socialcredit.results.tables import Run, open_run
from socialcredit.results.wording import counted

NAME = "report.html"
FEW = 3  # schemes of which the page tells grades, lists and consequences at once


def write_report(
    run: Run | str | Path, others: Sequence[str | Path] = (), easel: Easel | None = None
) -> Path:
    """Write `report.html` into the folder of a run, open or by its path, and return the page's.

    One file under 3 MB without any reference outside itself. An older report stays until the new
    one is complete. `others` are folders of the same scenario run with other seeds: the headline
    numbers then carry their range. An `easel` that is awake already saves a second. Raises
    SocialCreditError where a folder holds no readable run, or another scenario's.
    """
    run = run if isinstance(run, Run) else open_run(run)
    beside = [open_run(folder) for folder in others]
    for other in beside:
        check_same_question(run, other)
    with nullcontext(easel) if easel else Easel() as painter:
        text = page(run, beside, painter).replace(" %", "\u00a0%")
    path = run.folder / NAME
    part = path.with_suffix(".html.part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)
    return path


def check_same_question(run: Run, other: Run) -> None:
    """Refuse a run that asks another question than with another seed."""
    one, two = (
        (r.people, r.months, r.manifest["start"], [s["name"] for s in r.names["schemes"]])
        for r in (run, other)
    )
    if one != two or run.manifest.get("seed") == other.manifest.get("seed"):
        raise SocialCreditError(
            f"{other.folder} is not the same question with another seed",
            expected="a run of the same people, months and schemes, with a seed of its own",
            hint="repeat the run's own command with another --seed",
        )


def page(run: Run, others: Sequence[Run], easel: Easel) -> str:
    """The report as HTML text; pictures are drawn while the numbers of the next are worked out."""
    with ThreadPoolExecutor(1) as painter:
        found = summary(run)
        common = list(common_sections(run, found))
        blocks = found["schemes"]
        detailed = in_detail(run, blocks)
        parts = [
            (blocks[n], _label(run, n, among), list(scheme_sections(run, blocks[n], n, not at)))
            for at, (n, among) in enumerate(detailed)
        ]
        drawn: dict[int, Future[Markup]] = {}
        told = [*common, *(section for _, _, part in parts for section in part)]
        _draw(painter, easel, drawn, [figure for section in told for figure in section.figures])
        told_first, told_later = _in_order(run, stories(run))
        lives = told_lives(run)
        _draw(painter, easel, drawn, [life["figure"] for life in lives if life["figure"]])
        return _template().render(
            title=_title(run),
            stamp="Synthetic people. Nobody in this report exists.",
            facts=_facts(run),
            stories=told_first,
            chapters=told_later,
            headlines=headlines(found, others),
            seeds=1 + len(others),
            spoken_of=_spoken_of(run, found),
            common=common,
            parts=parts,
            lives=lives,
            repeat=_repeat(run),
            draw=lambda figure: drawn[id(figure)].result(),
            many=len(naming.families(run)) > 1,
        )


def _draw(
    painter: Executor, easel: Easel, drawn: dict[int, Future[Markup]], figures: list[Figure]
) -> None:
    """Hand pictures over to be drawn; each gets a name of its own for what is inside it."""
    for figure in figures:
        drawn[id(figure)] = painter.submit(drawing, figure, f"f{len(drawn)}", easel)


def _template() -> jinja2.Template:
    loader = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    text = files("socialcredit.report").joinpath("page.html.j2").read_text(encoding="utf-8")
    return loader.from_string(text)


def common_sections(run: Run, found: dict[str, Any]) -> Iterator[Section]:
    """The sections that are told once, whatever the schemes."""
    told = (
        credit.lending_section(found["lending"]),
        together.together_section(run, found),
        sections.conduct_section(run, found),
        doors.network_section(run, found),
    )
    yield from (section for section in told if section)


def scheme_sections(run: Run, block: dict[str, Any], scheme: int, first: bool) -> Iterator[Section]:
    """The sections on one scheme, in reading order; the `first` tells also what all share."""
    told = (
        sections.grades_section(run, scheme),
        devices.devices_section(block),
        watching.watching_section(run, block),
        credit.follows_section(block),
        unlocked.unlocked_section(block),
        credit.checks_section(block),
        published.publicity_section(run, block),
        wrongs.wrongful_section(run, block, scheme),
        doors.context_section(run, block),
        listed.lists_section(run, scheme),
        redress.repair_section(run, block, scheme),
        gains.offsetting_section(run, block, scheme),
        doors.watch_section(run, block, scheme),
        fit.fit_section(block),
        evidence.evidence_section(run, block, scheme, first),
    )
    yield from (section for section in told if section)


def stories(run: Run) -> list[dict[str, Any]]:
    """Each scheme's real story in its sentences, and where the simulation departs from it."""
    told = []
    for title, numbers in naming.families(run):
        names = naming.scheme(run, numbers[0])
        told.append(
            {
                "title": title,
                "story": _plain(" ".join(names.get("story") or [])),
                "departures": [_plain(str(line)) for line in names.get("departures") or []],
            }
        )
    scenario = run.manifest.get("scenario")
    own = scenario.get("departures") or [] if isinstance(scenario, dict) else []
    if changes := ", ".join(run.manifest.get("changes") or []):
        own = [*own, f"Run with {changes}. Sizes told here are those of the scenario's file."]
    if own:
        told.append(
            {"title": "This run", "story": "", "departures": [_plain(str(line)) for line in own]}
        )
    return [story for story in told if story["story"] or story["departures"]]


def _in_order(
    run: Run, told: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """Stories that open the page, and those of several schemes, by scheme: each opens its part."""
    families = dict(naming.families(run))
    if len(families) < 2:
        return told, {}
    later = {
        str(naming.scheme(run, number)["name"]): story
        for story in told
        for number in families.get(story["title"], [])
    }
    return [story for story in told if story["title"] not in families], later


def _plain(text: str) -> str:
    """Without the marks that set off code in the sources."""
    return text.replace("`", "")


def _label(run: Run, number: int, among: str) -> str:
    """What stands over each section of a scheme; nothing where there is one scheme alone."""
    if among:
        return f"{naming.short_titles(run)[number]} ({among})"
    return str(naming.scheme(run, number)["title"]) if len(run.names["schemes"]) > 1 else ""


def _spoken_of(run: Run, found: dict[str, Any]) -> str:
    """Which of several schemes the headlines speak of."""
    block = chosen_block(found)
    if block is None or len(found["schemes"]) < 2:
        return ""
    if len(naming.families(run)) == len(found["schemes"]):
        return (
            f"Where they speak of one scheme it is {block['title']}, under which most days of "
            "penalty were borne; every scheme has its own part below."
        )
    name = naming.short_titles(run)[found["schemes"].index(block)]
    return (
        f"Where they speak of one body it is {name}, under which most days of penalty were borne. "
        "The bodies have the same rules; this one is told whole below, the others beside it."
    )


def _title(run: Run) -> str:
    scenario = run.manifest.get("scenario")
    told = scenario.get("title") if isinstance(scenario, dict) else None
    return str(told or ", ".join(s["title"] for s in run.names["schemes"]) or "A run")


def _facts(run: Run) -> list[tuple[str, str]]:
    places = ", ".join(naming.place_titles(run))
    families = naming.families(run)
    rules = "; ".join(_rules(run, *family) for family in families)
    if len(families) > FEW:
        rules = f"{len(families)} schemes: " + "; ".join(
            f"{title} ({counted(len(naming.scheme(run, numbers[0])['entries']), 'rule')})"
            for title, numbers in families
        )
    twin = "the same people with the same luck, without the scheme" if run.has_twin else "none"
    panel = len(run.table("panel_people")["resident"])
    facts = [
        ("Where", places),
        ("Who", f"{run.people:,} synthetic residents in whole households, from census tables"),
        ("When", f"{span(run.months)} from {run.manifest['start']}, day by day"),
        ("Rules", rules or "no scheme at all"),
        (
            "Who sees",
            counted(len(run.names["sources"]), "kind")
            + " of body or device, each of which misses and "
            "errs",
        ),
        ("Twin run", twin),
    ]
    scenario = run.manifest.get("scenario")
    asked = _plain(" ".join(scenario.get("story") or [])) if isinstance(scenario, dict) else ""
    if asked:
        facts.insert(0, ("Question", asked))
    if panel:
        kept = f"{panel:,} residents in whole households, whose every event is kept"
        facts.append(("Panel", kept))
    return facts


def _rules(run: Run, title: str, numbers: list[int]) -> str:
    """How much is written down in a scheme, or in the bodies it is divided into."""
    whole = [naming.scheme(run, number) for number in numbers]
    told = []
    for key, one in (("entries", "rule"), ("grades", "grade"), ("lists", "list"),
                     ("consequences", "consequence")):  # fmt: skip
        counts = sorted({len(scheme[key]) for scheme in whole})
        few, most = counts[0], counts[-1]
        told.append(counted(most, one) if few == most else f"{few} to {counted(most, one)}")
    if len(whole) == 1:
        return f"{title}: {', '.join(told)}"
    return f"{title}, in {len(whole)} bodies, each with {', '.join(told)}"


def _repeat(run: Run) -> list[tuple[str, str]]:
    told = [("Command", str(run.manifest.get("command", "")))]
    for key, name in (
        ("seed", "Seed"),
        ("content_hash", "Content hash"),
        ("package_version", "Version"),
        ("machine", "Machine"),
        ("seconds", "Seconds taken"),
    ):
        value = run.manifest.get(key)
        if isinstance(value, dict):
            value = ", ".join(f"{one} {two}" for one, two in value.items())
        if value is not None:
            told.append((name, f"{value:.1f}" if isinstance(value, float) else str(value)))
    return told
