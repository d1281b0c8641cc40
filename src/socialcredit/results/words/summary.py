"""The summary of a run: some 25 lines that need no statistics to read."""

from typing import Any

from socialcredit.core.text import wrapped
from socialcredit.results import naming, titles
from socialcredit.results.measures.beside_real import beside_the_real
from socialcredit.results.measures.main_bodies import in_detail
from socialcredit.results.measures.summary import summary
from socialcredit.results.retelling import tell
from socialcredit.results.run import Run
from socialcredit.results.words.acceptance import acceptance_lines
from socialcredit.results.words.across import together_lines
from socialcredit.results.words.assumed import doubt_sentence
from socialcredit.results.words.bodies import body_lines
from socialcredit.results.words.crossings import complaint_lines, fan_out_lines, owner_lines
from socialcredit.results.words.discretion import lenient_lines, order_lines, quiet_lines
from socialcredit.results.words.drawn import drawn_lines
from socialcredit.results.words.incapacity import fewer_lines
from socialcredit.results.words.lending import lending_lines
from socialcredit.results.words.numbers import change, counted, span, warmed_up
from socialcredit.results.words.periods import period_lines
from socialcredit.results.words.scheme import scheme_lines
from socialcredit.results.words.undone import undone_lines
from socialcredit.results.words.visited import closing_lines, harm_lines, visit_lines

HEAD = ("penalties.at_end", "penalties.wrong", "doors.refusals")


def summary_text(run: Run) -> str:
    """What the run showed, in some 25 lines that need no statistics to read; then its firms."""
    told = _of_population(run)
    return told if run.firms is None else f"{told}\n\n\n{_of_population(run.firms)}"


def _of_population(run: Run) -> str:
    found = summary(run)
    lines = [
        *_variant_lines(run),
        f"{counted(found['people'], 'synthetic resident')}, "
        f"{span(found['months'], run.step_days)} from {found['start']}"
        f"{warmed_up(found['warm_up'])}, seed {found['seed']}. Nobody here is a real person.",
        *drawn_lines(run),
        _conduct_line(found),
        *fewer_lines(found["fewer"]),
        *period_lines(found["periods"]),
        *undone_lines(found["left_undone"]),
        *acceptance_lines(found["acceptance"]),
        *visit_lines(found["visits"]),
        *lenient_lines(found["leniency"]),
        *order_lines(found["orders"]),
        *quiet_lines(found["self_reports"]),
        *harm_lines(found["harms"]),
        *complaint_lines(found["complaints"]),
        *closing_lines(found["closings"]),
        *fan_out_lines(found["fan_out"]),
        *owner_lines(found["owners"]),
        *lending_lines(found["lending"]),
        *together_lines(found["together"]),
    ]
    told_of = tell(run)
    paragraphs = [told for line in lines for told in wrapped(told_of(line))]
    for title, numbers in naming.families(run):
        if len(numbers) > 1:
            paragraphs += ["", f"{title}: {len(numbers)} bodies with the same rules".upper()]
            paragraphs += [
                _indented(told_of(line)) for line in body_lines(run, found["schemes"], numbers)
            ]
    for place, _ in in_detail(run, found["schemes"]):
        block = found["schemes"][place]
        paragraphs += ["", titles.variant_of(run, block["title"]).upper()]
        paragraphs += [_indented(told_of(line)) for line in scheme_lines(block)]
    paragraphs += [
        "",
        *wrapped(
            "One draw of luck. Ranges ('by luck') are of 90 % and cover luck only; a number "
            "without one is a count of this draw, or rests on too few. Sensors, behaviour and "
            "offices rest largely on assumed values, which is the larger doubt: "
            + doubt_sentence(run)
        ),
    ]
    return "\n".join(paragraphs)


def _variant_lines(run: Run) -> list[str]:
    """What a run with alternatives is of, and its head numbers beside those of the real scheme."""
    if not titles.laid_over(run):
        return []
    told = [
        f"{row['words']} {row['variant']:,.3g} (really {row['real']:,.3g})"
        for row in beside_the_real(run)
        if row["measure"] in HEAD
    ]
    lines = [f"{titles.run_title(run)}. These are not the real rules."]
    return lines + ([f"Beside the real scheme, same people and luck: {'; '.join(told)}."] if told
                    else [])  # fmt: skip


def _indented(line: str) -> str:
    return "\n".join(wrapped(line, "  ", "    "))


def _conduct_line(found: dict[str, Any]) -> str:
    bad, good = found["bad_deeds"], found["good_deeds"]
    if bad["change"] is None:
        return f"Bad deeds truly done: {bad['with']:,}. There is no twin run to compare with."
    told = f"; good deeds {change(good['change'])}" if good["without"] else ""
    return (
        "Against the same people with the same luck and no scheme: bad deeds "
        f"{change(bad['change'])} ({bad['without']:,} without, {bad['with']:,} with){told}."
    )
