"""Wrong penalties and their causes; doors in other parts of life than the records behind them."""

from __future__ import annotations

from socialcredit.assessment.answers.numbers import (
    BRACKETS,
    cells,
    compact,
    count_of_run,
    known,
    not_told,
    number,
    paragraphs,
    scheme_numbers,
    schemes_told,
    sentences,
    title_of,
)
from socialcredit.assessment.answers.rules import reach
from socialcredit.assessment.document import Block, Grid
from socialcredit.assessment.evidence import Evidence
from socialcredit.core.text import heading
from socialcredit.results import naming
from socialcredit.results.measures.summary import summary
from socialcredit.results.part import share
from socialcredit.results.words.numbers import portion

MOST_CROSSED = 12  # rows of a table of parts of life; the heaviest
LEAST = 0.005  # of closed doors, below which a pair is left out


def wrongful(evidence: Evidence) -> tuple[Block, ...]:
    """How much of what people bear has nothing true behind it, and how much is never seen."""
    return (
        *sentences(
            evidence,
            "Of days under a penalty {M1.share} rest on a wrong record alone. Of days under a "
            "penalty {M1.strict!} rest on a wrong person or a false alarm, and {M1.late} were "
            "right once and are late.",
        ),
        *sentences(
            evidence,
            "At the end {M1.wrongly_at_end} of 1,000 residents are wrongly penalised, of "
            "{M1.at_end!} penalised at all.",
        ),
        *sentences(
            evidence,
            "Of bad records {M1.records} are wrong. Of the breaches that the rules name "
            "{M2.missed} were never recorded, so that who is on file is not all who did it.",
        ),
        *sentences(
            evidence,
            "Of flags {M3.harmless} have no harmful deed of that person behind them.",
            silent=True,
        ),
    )


def causes(evidence: Evidence) -> tuple[Block, ...]:
    """Wrong bad records, and the wrong days that they brought, by what went wrong."""
    rows, before = [], []
    for scheme, title in scheme_numbers(evidence):
        m1 = summary(evidence.run)["schemes"][scheme]["M1"]
        before.append(m1["wrong_records"])
        for row in m1["by_cause"]:
            what = heading(str(row["cause"]))
            part = portion(share(row["records"], m1["wrong_records"]))
            rows.append(
                cells(f"{title}: {what}" if title else what, f"{row['records']:,}", part,
                      f"{row['days']:,}")
            )  # fmt: skip
    if not sum(before):
        return paragraphs(["No wrong bad record was filed in the run that is told in detail."])
    head = ("what went wrong", "records", "of all wrong ones", "wrong days of the panel")
    return (Grid("Wrong bad records by cause", head, tuple(rows), count_of_run(evidence)),)


# What an operator's file shows (M19): what it is of, the file's number, the truth, and what the
# truth has beyond the file.
SEEN = (
    ("bad records that are wrong", "M19.wrong", "M1.records", "M19.wrong.hidden"),
    ("penal days that are wrong", "M19.days", "M1.share", "M19.days.hidden"),
    ("flags without a harmful deed of that person", "M19.wrong", "M3.harmless",
     "M19.harmless.hidden"),
    ("penalised days, minority and majority", "M19.minority", "M8.minority.gap",
     "M19.minority.hidden"),
    ("penalised days, women and men", "M19.female", "M8.female.gap", "M19.female.hidden"),
    ("penalised days, town and countryside", "M19.urban", "M8.urban.gap", "M19.urban.hidden"),
)  # fmt: skip


def operators_view(evidence: Evidence) -> tuple[Block, ...]:
    """What the operator's own file shows of wrong records, days, flags and gaps, and the truth."""
    found = sentences(
        evidence,
        "Of wrong bad records {M19.unseen} never show as wrong in the operator's own file, which "
        "knows no wrong but those that somebody contested and the office did not uphold.",
        silent=True,
    )
    rows, left = [], []
    for scheme in schemes_told(evidence):
        title = title_of(evidence, scheme) if scheme else ""
        for what, *ids in SEEN:
            keys = [f"{scheme}/{name}" if scheme else name for name in ids]
            numbers = [number(evidence, key) for key in keys]
            told = f"{title}: {what}" if title else what
            if known(numbers[2]):
                rows.append(cells(told, *map(compact, numbers)))
            elif numbers[2] is not None:
                left.append(told)
    if not rows:
        told = not_told(left) or "What the operator's file shows was not measured in these runs."
        return (*found, *paragraphs([told], "note"))
    head = ("", "by the operator's file", "in truth", "truth less file")
    note = (
        "Shares; of groups days a head and year, the heavier less the lighter: by the file at the "
        "same number of bad records, in truth at the same conduct. By the file a record is wrong "
        f"that the office struck out. {BRACKETS} {not_told(left)}"
    ).strip()
    return (*found, Grid("What the operator sees, and what is so (M19)", head, tuple(rows), note))


def contexts(evidence: Evidence) -> tuple[Block, ...]:
    """Whether doors close in the part of life in which the records arose."""
    found = sentences(
        evidence,
        "Of the doors that closed {M4.other_part} lie in another part of life than the records "
        "they rest on. Of the people behind a door {M4.unrelated_dependence} would not be there "
        "had only records of that part of life counted.",
    )
    grown = sentences(
        evidence,
        "Of the catalogue's lines at the end {grown.outside} lie outside the domains that it began "
        "with.",
        silent=True,
    )
    none = paragraphs(["No door closed on anybody in these runs."])
    return (*(found or none), *grown, *paragraphs(reach(evidence)))


def crossings(evidence: Evidence) -> tuple[Block, ...]:
    """The context map as a table: closed doors by the part of life of door and record."""
    rows = []
    for scheme, title in scheme_numbers(evidence):
        m4 = summary(evidence.run)["schemes"][scheme]["M4"]
        pairs = [
            (part, m4["domains"][i], m4["domains"][j])
            for i, row in enumerate(m4["matrix"] or ())
            for j, part in enumerate(row)
            if part >= LEAST
        ]
        for part, records, door in sorted(pairs, reverse=True)[:MOST_CROSSED]:
            from_, to = (naming.domain_title(evidence.run, one) for one in (records, door))
            apart = naming.parts_of_life(evidence.run)
            same = "the same part" if apart[records] == apart[door] else "another part"
            told = portion(share(part * m4["tries"], m4["tries"], m4["tries"]))
            rows.append(cells(f"{title}: {from_}" if title else from_, to, told, same))
    if not rows:
        return paragraphs(["No door closed on anybody of the panel in the run that is told."])
    head = ("records from", "door in", "of closed doors", "of life")
    return (Grid("Context map: where records and doors lie", head, tuple(rows),
                 count_of_run(evidence)),)  # fmt: skip


SAYS = {"wrongful": wrongful, "contexts": contexts}
TABLES = {"causes": causes, "context-map": crossings, "operators-view": operators_view}
