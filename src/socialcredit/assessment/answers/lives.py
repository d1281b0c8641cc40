"""Three synthetic lives, event by event: what was true beside what was filed."""

from __future__ import annotations

from socialcredit.assessment.answers.numbers import paragraphs
from socialcredit.assessment.document import Block, Life
from socialcredit.assessment.evidence import Evidence
from socialcredit.core.retelling import deep_told
from socialcredit.core.text import heading
from socialcredit.report.sections.lives import ROLES, shortened
from socialcredit.results.lives import condensing, timeline, wrong_records
from socialcredit.results.lives.choosing import pick_lives
from socialcredit.results.lives.text import side_by_side
from socialcredit.results.retelling import tell

WHY = (
    "Chosen by rule, the same each time, of all lives that are followed: one wronged, one who made "
    "up for points, one of whom the scheme sees least."
)


def life(evidence: Evidence, number: int) -> tuple[Block, ...]:
    """The life of this number, 1 to 3; a sentence where so many could not be told."""
    run, say = evidence.run, tell(evidence.run)
    chosen = pick_lives(run)
    if number > len(chosen):
        return paragraphs([f"Life {number}: nobody in this run has such a life."], "note")
    one = chosen[number - 1]
    rows = condensing.told(timeline.life(run, one.resident))
    kept = shortened(rows)
    lines = [_line(row) for row in deep_told(say, kept)]
    left = len(rows) - len(kept)
    if left:
        lines.append(f"{left} further events are left out here; the folder of lives has them all.")
    for record in wrong_records.wrong_records(run, one.resident):
        lines.append(say(f"If it were right: {wrong_records.right_sentence(record)}"))
    who = timeline.person(run, one.resident)["text"]
    title = f"{heading(ROLES[one.role])}: resident {one.resident}, {who[:1].lower()}{who[1:]}"
    return (Life(say(title), f"{heading(one.why)}. {WHY if number == 1 else ''}".strip(),
                 tuple(dict.fromkeys(lines))),)  # fmt: skip


def _line(row: dict) -> str:  # type: ignore[type-arg]
    """A row: its days, what was true, what was filed and followed."""
    was, said = side_by_side(row)
    days = row["date"] if row["until"] == row["date"] else f"{row['date']} to {row['until']}"
    told = [f"in truth: {was}"] if was else []
    told += [f"on file: {said}"] if said else []
    return f"{days}: {'; '.join(told)}"
