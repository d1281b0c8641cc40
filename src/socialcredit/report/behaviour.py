"""The page on conduct: does it make people better? Nine lines, each with its numbers and doubts.

A line is a `Question` below. Its table is made of the measures of the registry that say `line=N`
and `mark=PUT_IN` or `CAME_OUT`; its words and pictures are a `Section` that one function gives,
`NAME_section(run, found)` of `report/sections/NAME.py`, with `found` as `summary` tells it. None:
this run has nothing to say there. Where every mechanism that a line names is off, the line says so
and how to turn one on; so it never falls silent.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from markupsafe import Markup

from socialcredit.core.populations import PERSONS
from socialcredit.core.run_layout import REPORT
from socialcredit.core.text import joined, upper_first
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import Figure, Section, drawing
from socialcredit.report.pictures.renderer import Renderer
from socialcredit.report.sections import (
    acceptance,
    drift,
    grown,
    hours,
    trapped,
    undone,
    watched,
    withdrawn,
)
from socialcredit.report.sections import naming as naming_lines
from socialcredit.report.sections.course import Through, through
from socialcredit.report.template import style, template
from socialcredit.report.two_doubts import Row, can_tell, rows_of
from socialcredit.results import titles
from socialcredit.results.assumed import Assumed, Pull, assumed, next_step
from socialcredit.results.calling import scenario_called
from socialcredit.results.measures.registry import measure_of
from socialcredit.results.measures.summary import summary
from socialcredit.results.run import Run
from socialcredit.results.words.measured import tell

STAMP = "Synthetic people. Nobody in this report exists."
PULLS = 10  # strengths in the picture of what moves the first line

Told = Callable[[Run, dict[str, Any]], Section | None]


class Question(NamedTuple):
    """A line of the page.

    mechanisms  without any of which it has nothing to tell; none: it is told of every run
    told        its words and pictures, in order; None of a run that has nothing to say
    unable      what is said then
    """

    number: int
    key: str
    heading: str
    mechanisms: tuple[str, ...]
    told: tuple[Told, ...]
    unable: str


class Answer(NamedTuple):
    """A line as it is told of a run."""

    question: Question
    paragraphs: list[str]
    points: list[str]
    rows: list[Row]
    figures: list[Figure]
    off: str
    through: Through | None = None


QUESTIONS = (
    Question(
        1, "withdrawn", "If all rules were withdrawn tomorrow", ("motivation",),
        (withdrawn.withdrawn_section,),
        "Nothing in this run moves what people would do of themselves: without rules, and without "
        "fear of them, they would do what their twins do.",
    ),
    Question(
        2, "watched", "Watched and unwatched", (), (watched.watched_section,),
        "The run has no twin, so that nobody can say what people would have done without it.",
    ),
    Question(
        3, "undone", "What was not done, and why", (), (undone.why_section,),
        "No response in this run keeps anybody from a deed.",
    ),
    Question(
        4, "offsetting", "Offsetting: bad deeds bought back with good ones", ("offsetting",),
        (hours.hours_section,),
        "No scheme of this run gives points for deeds that anybody can do.",
    ),
    Question(
        5, "drift", "Drift: from help that nobody counts to deeds that earn points", ("drift",),
        (drift.drift_section,),
        "No scheme of this run asks for hours that would be taken from unpaid help.",
    ),
    Question(
        6, "naming", "Naming: the threat, the publication, and mobs", ("shame", "mob"),
        (naming_lines.naming_section,),
        "No scheme of this run publishes a name.",
    ),
    Question(
        7, "trapped", "Chilled, trapped, and no longer trying", ("strain", "giving-up"),
        (trapped.trapped_section,),
        "No scheme of this run counts a lawful deed against anybody, and none has a grade or a "
        "list from which people would have to recover.",
    ),
    Question(
        8, "acceptance", "Why most accept it", ("approval", "protest"),
        (acceptance.acceptance_section,),
        "Nobody in this run is asked what they think of the scheme.",
    ),
    Question(
        9, "grown", "The catalogue, and who made it grow", (), (grown.grown_section,),
        "The rules of this run are those of its files: nobody lobbied before it began.",
    ),
)  # fmt: skip


def tells_behaviour(run: Run) -> bool:
    """Whether a run has a page on conduct: residents, of whom some response moves deeds."""
    known = len(run.names.get("terms", ())) > 1 or bool(
        run.rows("conduct", world=0)["effort"].any()
    )
    return run.population is PERSONS and (known or bool(_on(run) - {"dispute", "while-listed"}))


def behaviour_page(run: Run, others: Sequence[Run], renderer: Renderer) -> str:
    """The page as HTML text; `others` are runs of the same question with other seeds."""
    cites, found = assumed(run), summary(run)
    answers = [answer(question, run, found, others, cites) for question in QUESTIONS]
    moved = tornado(cites)
    figures = [*(one for each in answers for one in each.figures), *moved]
    drawn = {
        id(figure): drawing(figure, f"b{number}", renderer) for number, figure in enumerate(figures)
    }
    return template("behaviour.html.j2").render(
        style=style(),
        stamp=STAMP,
        title=titles.run_title(run),
        report=REPORT,
        written=date.today().strftime("%d %B %Y").lstrip("0"),
        answers=answers,
        verdicts=can_tell(run, others, cites),
        seeds=1 + len(others),
        cites=cites,
        sensitivity=next_step(run),
        tornado=moved,
        code=code,
        off=off_in(run, found),
        draw=lambda figure: drawn[id(figure)],
    )


def answer(
    question: Question,
    run: Run,
    found: dict[str, Any],
    others: Sequence[Run],
    cites: Assumed | None,
) -> Answer:
    """A line with its words, its table of numbers and its pictures, or why it has none."""
    told = [section for one in question.told if (section := one(run, found))]
    rows = rows_of(question.number, run, others, cites)
    paragraphs = [text for section in told for text in section.paragraphs]
    off = _off(question, run)
    if not told and not rows and not off:
        paragraphs = [question.unable]
    figures = [figure for section in told for figure in section.figures]
    points = [point for section in told for point in section.points]
    course = through(run, question.number, found)
    figures += [course.figure] if course else []
    return Answer(question, paragraphs, points, rows, figures, off, course)


def _mechanisms(run: Run) -> list[dict[str, Any]]:
    """Every way to respond that there is, and whether it is on; none known of an older run."""
    return list(run.names.get("responses", ()))


def off_in(run: Run, found: dict[str, Any]) -> list[str]:
    """All that could move people and does not in this run."""
    known = _mechanisms(run)
    off = [str(one["title"] or one["name"]) for one in known if not one["on"]]
    lobbied = any(block.get("grown") for block in found["schemes"])
    return off if lobbied else [*off, "Groups that press for rules before the run (lobbying)"]


def _on(run: Run) -> set[str]:
    """Names of the mechanisms that are on; of an older run those that weigh deeds."""
    told = _mechanisms(run)
    if not told:
        return set(run.names.get("terms", ())[:-1])
    return {str(one["name"]) for one in told if one["on"]}


def _off(question: Question, run: Run) -> str:
    """What of a line's mechanisms is off, and how to turn it on; nothing where all are on."""
    known = {str(one["name"]): str(one["title"] or one["name"]) for one in _mechanisms(run)}
    off = [name for name in question.mechanisms if name in known and name not in _on(run)]
    if not off:
        return ""
    told = joined([f"{known[name]} (`{name}`)" for name in off])
    switch = " ".join(f"--set responses.{name}=true" for name in off)
    verb = "is" if len(off) == 1 else "are"
    return (
        f"{told} {verb} off in this run, so that what would follow from it is not told here. "
        f"To turn it on: `socialcredit run {scenario_called(run)} {switch}`."
    )


def tornado(cites: Assumed | None) -> list[Figure]:
    """The strengths that move each number of the first line most, by a sensitivity; or nothing."""
    if cites is None:
        return []
    return [
        _pulls(key, moved)
        for key, pulls in cites.pulls.items()
        if (moved := [one for one in pulls if one.size][:PULLS])
    ]


def _pulls(key: str, moved: Sequence[Pull]) -> Figure:
    measure = measure_of(key)
    rows = [
        Bar(one.title, one.size, tell(measure, one.size).lstrip("+"), luck=one.interval)
        for one in moved
    ]
    return Figure(
        f"What moves it most: {measure.words}",
        bars(rows),
        in_words(rows),
        ["value in doubt", "how far it moves the number"],
        [[row.name, row.told] for row in rows],
        f"{upper_first(moved[0].how)}; the thin line is its 90 % interval. Names "
        "of deeds alone stand for how often people do them, which makes a number larger or smaller "
        "and gives it no sign; `socialcredit doubts` says what each name moves.",
    )


def code(text: str) -> Markup:
    """A sentence in which commands and names between backticks are set as code."""
    parts = str(text).split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 else Markup("{}").format(part)
        for at, part in enumerate(parts)
    )
