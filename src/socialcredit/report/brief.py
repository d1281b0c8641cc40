"""Many systems on one page: each told in its findings and two pictures, small ones in a line."""

from typing import Any

from socialcredit.report.outline import Part
from socialcredit.report.pictures.figure import Section
from socialcredit.report.sections.doors import context_section
from socialcredit.report.sections.grades_and_conduct import grades_section
from socialcredit.results import naming
from socialcredit.results.measures.shares import scored_at_end
from socialcredit.results.part import FEW as FEW_CASES
from socialcredit.results.run import Run
from socialcredit.results.words.bodies import small_line
from socialcredit.results.words.scheme import scheme_lines

FEW = 3  # systems that are told section by section
SMALL = 5000  # residents scored at the end below whom a system is told in a line


def is_brief(run: Run) -> bool:
    """Whether a page tells so many systems that each is told in short."""
    return len(naming.families(run)) > FEW


def small_section(run: Run, blocks: list[dict[str, Any]]) -> Section | None:
    """The systems too small for numbers of their own, a line each; None where there is none."""
    lines = [
        small_line(block, scored_at_end(run, number))
        for number, block in enumerate(blocks)
        if is_small(run, number)
    ]
    if not lines:
        return None
    told = (
        f"Each of these scored fewer than {SMALL:,} residents at the end or filed fewer than ten "
        "records, so that most of its numbers would be luck. Its own scenario tells it whole, and "
        "more --people tell it here."
    )
    return Section("small", "Small systems, a line each", [told], [], lines)


def is_small(run: Run, number: int) -> bool:
    """Whether a scheme scored or filed so few that its numbers would be luck."""
    filed = run.rows("records", world=0, scheme=number)["records"].sum()
    return scored_at_end(run, number) < SMALL or filed < FEW_CASES


def brief_part(run: Run, block: dict[str, Any], number: int, label: str) -> Part:
    """One system in short: its findings in sentences, who stands where, which doors closed."""
    doors = context_section(run, block)
    figures = grades_section(run, block, number).figures
    figures += doors.figures[-1:] if doors else []
    return Part(block, label, [Section("told", "What it did", [], figures, scheme_lines(block))])
