"""Wrong penalties and their causes; doors in other parts of life than the records behind them."""

from __future__ import annotations

from socialcredit.assessment.answers.numbers import (
    cells,
    count_of_run,
    paragraphs,
    scheme_numbers,
    sentences,
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
TABLES = {"causes": causes, "context-map": crossings}
