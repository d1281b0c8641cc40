"""Write a run's report: measures to sentences and pictures, pictures to SVG, all into one file."""

import shlex
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from socialcredit.core.archive import renew
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.retelling import page_told
from socialcredit.core.run_files import write_whole
from socialcredit.core.run_layout import BEHAVIOUR, REPORT, REPORT_OF_FIRMS
from socialcredit.report import brief, opening
from socialcredit.report.behaviour import behaviour_page, tells_behaviour
from socialcredit.report.beside import beside
from socialcredit.report.headlines import headlines
from socialcredit.report.outline import Line, Part, outline
from socialcredit.report.pictures.figure import Figure, Section, drawing
from socialcredit.report.pictures.renderer import Renderer
from socialcredit.report.sections import (
    acceptance,
    collected,
    credit,
    crossings,
    devices,
    discretion,
    doors,
    evidence,
    firms,
    grades_and_conduct,
    incapacity,
    lists,
    offsetting,
    periods,
    proportion,
    publicity,
    redress,
    signs,
    surveillance,
    together,
    undone,
    unlocked,
    visited,
    wrongful,
)
from socialcredit.report.sections.lives import told_lives
from socialcredit.report.template import glued, style, template
from socialcredit.results import naming, titles
from socialcredit.results.assumed import assumed, next_step
from socialcredit.results.measures.main_bodies import in_detail
from socialcredit.results.measures.part_of import part_told
from socialcredit.results.measures.summary import summary
from socialcredit.results.retelling import tell
from socialcredit.results.run import Run, open_run

NUMBERS = (
    "No number",
    "One number",
    "Two numbers",
    "Three numbers",
    "Four numbers",
    "Five numbers",
)
LIVES = ("No life", "One synthetic life", "Two synthetic lives", "Three synthetic lives")


def write_report(
    run: Run | str | Path, others: Sequence[Run | str | Path] = (), renderer: Renderer | None = None
) -> Path:
    """Write `report.html` into the folder of a run, open or by its path, and return the page's.

    Beside it lie `firms.html`, where firms were simulated as well, and `behaviour.html`, on what
    residents do for the schemes' sake; the pages lead to each other.

    One file under 3 MB without any reference outside itself. An older report stays until the new
    one is complete. `others` are folders of the same scenario run with other seeds: the headline
    numbers then carry their range. A `renderer` that is awake already saves a second. Raises
    SocialCreditError where a folder holds no readable run, or another scenario's.
    """
    run, *beside = (one if isinstance(one, Run) else open_run(one) for one in (run, *others))
    folder = run.folder
    if folder is None:
        raise SocialCreditError(
            "a run in memory has no folder for its report",
            hint="run it with a folder: `socialcredit run`, or sc.run(..., out=...)",
        )
    for number, other in enumerate(beside):
        for one in (run, *beside[:number]):
            check_same_question(one, other)
    with nullcontext(renderer) if renderer else Renderer() as painter:
        if run.firms is not None:
            others_firms = [one.firms for one in beside if one.firms is not None]
            _write(folder / REPORT_OF_FIRMS, page(run.firms, others_firms, painter))
        if tells_behaviour(run):
            _write(folder / BEHAVIOUR, behaviour_page(run, beside, painter))
        written = _write(folder / REPORT, page(run, beside, painter))
    renew(folder)
    return written


def _write(path: Path, text: str) -> Path:
    write_whole(path, glued(text))
    return path


def _other_pages(run: Run) -> list[tuple[str, str]]:
    """Files and words of the run's other pages: on conduct, on the other population."""
    if run.prefix:
        return [(REPORT, "Another page of this run is on those who live in the same places")]
    found = []
    if tells_behaviour(run):
        found.append((BEHAVIOUR, "Does it make people better? Nine questions on a page of its own"))
    if run.firms is not None:
        found.append((REPORT_OF_FIRMS, "The firms of the same run have a page of their own"))
    return found


def check_same_question(run: Run, other: Run) -> None:
    """Refuse a run that asks another question than with another seed."""
    one, two = (
        (*((side.people, [s["name"] for s in side.names["schemes"]])
           for side in (r, r.firms) if side is not None),
         r.months, r.manifest["start"], titles.laid_over(r))
        for r in (run, other)
    )  # fmt: skip
    if one != two or run.manifest.get("seed") == other.manifest.get("seed"):
        raise SocialCreditError(
            f"{other.told} is not the same question with another seed",
            expected="a run of the same people, months and schemes, with a seed of its own",
            hint="repeat the run's own command with another --seed",
        )


def page(run: Run, others: Sequence[Run], renderer: Renderer) -> str:
    """The report as HTML text; pictures are drawn while the numbers of the next are worked out."""
    with ThreadPoolExecutor(1) as painter:
        found = _over_seeds(summary(run), run, others)
        common = list(common_sections(run, found))
        parts = list(_parts(run, found["schemes"]))
        if brief.is_brief(run) and (small := brief.small_section(run, found["schemes"])):
            common.append(small)
        drawn: dict[int, Future[Markup]] = {}
        told = [*common, *(section for part in parts for section in part.sections)]
        _draw(painter, renderer, drawn, [figure for section in told for figure in section.figures])
        lives = told_lives(run)
        _draw(painter, renderer, drawn, [life["figure"] for life in lives if life["figure"]])
        cites = assumed(run)
        first = headlines(found, others, cites)
        opens, variant = opening.opening(run), beside(run)
        lines = _contents(opens, variant, len(first), common, parts, len(lives))
        text = template("page.html.j2").render(
            style=style(),
            title=titles.run_title(run),
            other_pages=_other_pages(run),
            stamp="Synthetic people. Nobody in this report exists.",
            written=date.today().strftime("%d %B %Y").lstrip("0"),
            facts=opening.facts(run),
            opening=opens,
            variant=variant,
            chapters=opening.chapters(run),
            headlines=first,
            seeds=1 + len(others),
            cites=cites,
            sensitivity=next_step(run),
            spoken_of=opening.spoken_of(run, found),
            common=common,
            parts=parts,
            lives=lives,
            repeat=_repeat(run),
            draw=lambda figure: drawn[id(figure)].result(),
            many=len(naming.families(run)) > 1,
            brief=brief.is_brief(run),
            lines=lines,
            number={line.id: line.number for line in lines},
            heading={line.id: line.heading for line in lines},
        )
        return page_told(tell(run), text)


def _over_seeds(found: dict[str, Any], run: Run, others: Sequence[Run]) -> dict[str, Any]:
    """The measures, with what is said of a part of the subjects by all seeds together."""
    if not others:
        return found
    blocks = [
        {**block, "part": part_told(run, number, tuple(others))}
        for number, block in enumerate(found["schemes"])
    ]
    return {**found, "schemes": blocks}


def _parts(run: Run, blocks: list[dict[str, Any]]) -> Iterator[Part]:
    """What the page tells of each scheme: section by section, or in short where there are many."""
    detailed = in_detail(run, blocks)
    if brief.is_brief(run):
        detailed = [one for one in detailed if not brief.is_small(run, one[0])]
    for at, (number, among) in enumerate(detailed):
        block, label = blocks[number], opening.label(run, number, among)
        if brief.is_brief(run):
            part = brief.brief_part(run, block, number, label)
            known = evidence.evidence_section(run, block, number, True) if not at else None
            yield part._replace(sections=[*part.sections, *([known] if known else [])])
        else:
            yield Part(block, label, list(scheme_sections(run, block, number, not at)))


def _contents(
    opens: dict[str, Any],
    variant: dict[str, Any] | None,
    numbers: int,
    common: Sequence[Section],
    parts: Sequence[Part],
    lives: int,
) -> list[Line]:
    """The table of contents: what stands first, what is common, each scheme, what closes."""
    begin = [("numbers", f"{NUMBERS[numbers]}, and what is not known")]
    begin += [("variant", "Beside the real scheme")] if variant else []
    begin += [("simulated", "What was simulated")]
    begin += [("story", opens["heading"])] if opens["story"] or opens["lists"] else []
    end = [("lives", f"{LIVES[lives]}, event by event")] if lives else []
    return outline(begin, common, parts, [*end, ("repeat", "Repeat it")])


def _draw(
    painter: Executor, renderer: Renderer, drawn: dict[int, Future[Markup]], figures: list[Figure]
) -> None:
    """Hand pictures over to be drawn; each gets a name of its own for what is inside it."""
    for figure in figures:
        drawn[id(figure)] = painter.submit(drawing, figure, f"f{len(drawn)}", renderer)


def common_sections(run: Run, found: dict[str, Any]) -> Iterator[Section]:
    """The sections that are told once, whatever the schemes."""
    told = (
        firms.conduct_in_grade_section(run, found),
        visited.visited_section(found),
        discretion.discretion_section(found),
        crossings.crossings_section(run, found),
        credit.lending_section(found["lending"]),
        together.together_section(run, found),
        grades_and_conduct.conduct_section(run, found),
        periods.periods_section(run, found),
        undone.undone_section(run, found),
        acceptance.turned_section(found),
        doors.network_section(run, found),
    )
    yield from (section for section in told if section)


def scheme_sections(run: Run, block: dict[str, Any], scheme: int, first: bool) -> Iterator[Section]:
    """The sections on one scheme, in reading order; the `first` tells also what all share."""
    told = (
        grades_and_conduct.grades_section(run, block, scheme),
        devices.devices_section(block),
        surveillance.watching_section(run, block),
        credit.follows_section(block),
        unlocked.unlocked_section(block, run.population),
        credit.checks_section(block),
        publicity.publicity_section(run, block),
        wrongful.wrongful_section(run, block, scheme),
        firms.borders_section(block),
        firms.equal_section(block),
        signs.signs_section(block),
        doors.context_section(run, block),
        incapacity.kept_section(block),
        collected.collected_section(block),
        lists.lists_section(run, scheme),
        redress.repair_section(run, block, scheme),
        offsetting.offsetting_section(run, block, scheme),
        doors.watch_section(run, block, scheme),
        proportion.fit_section(block),
        evidence.evidence_section(run, block, scheme, first),
    )
    yield from (section for section in told if section)


def _repeat(run: Run) -> list[tuple[str, str]]:
    command, folder = run.manifest.get("command"), run.folder.name if run.folder else "RUN"
    told = [("Command", str(command))] if command else []
    told.append(("From its folder", f"socialcredit repeat {shlex.quote(folder)}"))
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
