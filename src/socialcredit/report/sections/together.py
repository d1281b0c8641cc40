"""What the page says on several schemes, or bodies of one scheme, over the same people."""

from typing import Any

from socialcredit.core.text import joined
from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words, key
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results import naming
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run
from socialcredit.results.words.across import together_lines
from socialcredit.results.words.numbers import percent, portion

FEW = 3  # names that a note carries


def together_section(run: Run, found: dict[str, Any]) -> Section | None:
    """A row a scheme or body, and what they do together; None where there is one alone."""
    blocks = found["schemes"]
    if len(blocks) < 2:
        return None
    bodies = any(len(numbers) > 1 for _, numbers in naming.families(run))
    what = "body" if bodies else "scheme"
    names = naming.short_titles(run)
    paragraphs = together_lines(found["together"])
    figures = [_penalties(run, blocks, names, what), _records(blocks, names, what)]
    figures += _shares(
        [(block["M4"]["other_part"], block["M4"]["tries"]) for block in blocks], names,
        f"Closed doors that rest on records of another part of life, by {what}",
        "Shares of the tries in the panel that met a closed, dearer or more closely checked door.",
    )  # fmt: skip
    figures += _shares(
        [(block["M7"]["repaired"], block["M7"]["panel"]["wrong"]) for block in blocks], names,
        f"Wrong records put right in every copy before the end, by {what}",
        "Shares of the wrong bad records in the panel.",
    )  # fmt: skip
    if found["together"]["fan_out_most"] not in (None, 1):
        figures.append(_righted(found["together"]))
    heading = "The bodies together" if bodies else "The schemes side by side"
    told = [one for one in figures if one]
    by = f", by {what}"
    paragraphs += [
        f"{one.title.removesuffix(by)}: the same with every {what}, {one.rows[0][-1]}."
        for one in told
        if _alike(one) and one.title.endswith(by)
    ]
    return Section("together", heading, paragraphs, [one for one in told if not _alike(one)])


def _alike(figure: Figure) -> bool:
    """Whether every bar says the same, so that there is nothing to see; a bar is its last cell."""
    return len(figure.rows) > 1 and len({tuple(row[1:]) for row in figure.rows}) == 1


def _righted(found: dict[str, Any]) -> Figure:
    """How far a wrong record that several bodies hold was put right."""
    rows = [
        Bar(name, part or 0.0, percent(part), colour)
        for name, part, colour in (
            ("Put right at one body at least", found["righted"], vega.SKY),
            ("Put right in every copy", found["repaired"], vega.GREEN),
        )
    ]
    return Figure(
        "Wrong records that were put right",
        bars(rows, 1.0),
        in_words(rows),
        ["step", "share of wrong records"],
        [[row.name, row.told] for row in rows],
        f"{found['wrong']:,} wrong bad records of the panel, however many bodies filed each.",
    )


def _penalties(
    run: Run, blocks: list[dict[str, Any]], names: list[str], what: str
) -> Figure | None:
    per = 1000 / run.person_years
    rows = []
    for name, block in zip(names, blocks, strict=True):
        m1 = block["M1"]
        days, wrong, late = (m1[f"{of}_days"] * per for of in ("penal", "wrong", "late"))
        told = f"{days:,.0f}, {portion(m1['share'])} wrongly" if days else "none"
        parts = ((wrong, vega.RED), (late, vega.ORANGE), (days - wrong - late, vega.SKY))
        rows.append(Bar(name, days, told, parts=parts))
    if not any(row.value for row in rows):
        return None
    return Figure(
        f"Days under a penalty a year per 1,000 residents, by {what}",
        key([("wrongly", vega.RED), ("late", vega.ORANGE), ("rightly", vega.SKY)]) + bars(rows),
        in_words(rows),
        [what, "scored under a penalty at the end", "wrongly", "days", "wrong days", "late days",
         "a year per 1,000"],
        [
            [row.name, f"{b['M1']['penalised']:,}", f"{b['M1']['wrongly']:,}",
             f"{b['M1']['penal_days']:,}", f"{b['M1']['wrong_days']:,}",
             f"{b['M1']['late_days']:,}", row.told]
            for row, b in zip(rows, blocks, strict=True)
        ],
    )  # fmt: skip


def _records(blocks: list[dict[str, Any]], names: list[str], what: str) -> Figure | None:
    rows = []
    for name, block in zip(names, blocks, strict=True):
        bad, wrong = block["M1"]["bad_records"], block["M1"]["wrong_records"]
        told = f"{bad:,}, {portion(share(wrong, bad))} wrong" if bad else "none"
        rows.append(Bar(name, bad, told, parts=((wrong, vega.RED), (bad - wrong, vega.SKY))))
    if not any(row.value for row in rows):
        return None
    return Figure(
        f"Bad records on file, by {what}",
        key([("wrong", vega.RED), ("right", vega.SKY)]) + bars(rows),
        in_words(rows),
        [what, "bad records"],
        [[row.name, row.told] for row in rows],
    )


def _shares(
    shares: list[tuple[Share | None, int]], names: list[str], title: str, note: str
) -> list[Figure]:
    """A share and what it is of, for each that has one; nothing where fewer than two do."""
    rows = [
        Bar(name, part, f"{portion(part)} of {whole:,}" if not part.few else percent(part))
        for name, (part, whole) in zip(names, shares, strict=True)
        if part is not None
    ]
    if len(rows) < 2:
        return []
    lacking = [name for name in names if name not in {row.name for row in rows}]
    if lacking:
        others = joined(lacking) if len(lacking) <= FEW else f"the {len(lacking)} others"
        note += f" There were none under {others}."
    return [
        Figure(
            title,
            bars(rows, 1.0),
            in_words(rows),
            ["name", "share"],
            [[row.name, row.told] for row in rows],
            note,
        )
    ]
