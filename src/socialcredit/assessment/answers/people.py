"""Who is affected and watched: groups, load of records, the worst off, relatives, adaptation."""

from __future__ import annotations

from socialcredit.assessment.answers.numbers import (
    BRACKETS,
    cells,
    chosen_in_order,
    compact,
    grid,
    keys_of,
    known,
    names_of,
    not_told,
    number,
    paragraphs,
    sentences,
    the_schemes,
    title_of,
    words,
)
from socialcredit.assessment.document import Block, Grid
from socialcredit.assessment.evidence import Evidence

GROUPS = {"minority": "minority", "sex": "female", "home": "urban"}
BURDENS = ("wrong_days", "penal_days", "gap")
AT = ("at_first", "at_last")  # before people have adapted, and after
RELATIVES = ("M9.flags", "burden.wrong.relatives", "burden.any.relatives")
BESIDE = ("M18.ever", "M12.records", "M1.share", "M4.other_part", "M7.within_a_year")
ADAPTED = (
    "conduct.bad.change", "conduct.good.change", "M11.correlation", "M11.made_up", "M11.across",
    "conduct.made_up", "offset.hours", "drift.index", "drift.help", "M17.foregone",
    "conduct.watched.change",
)  # fmt: skip


def affected(evidence: Evidence) -> tuple[Block, ...]:
    """How many ever come under a penalty, how much the worst off bear, how much is on file."""
    return (
        *sentences(
            evidence,
            "Of the residents {M18.ever} were ever under a penalty; {M18.excluded} were refused or "
            "held up in three or more domains of life. The worst-off one in a hundred bear "
            "{M18.borne} of all penal days.",
        ),
        *sentences(
            evidence,
            "On 1,000 residents {M12.records} records a year are filed. The share of domains of "
            "life with a record, of those that have a kind of deed, is {M12.covered}. Of records "
            "{M12.lawful} are about lawful deeds.",
        ),
    )


def groups(evidence: Evidence, by: tuple[str, ...] = ()) -> tuple[Block, ...]:
    """Each group's burden against the other's, the gap at the same conduct, and both in time."""
    chosen = [name for key, name in GROUPS.items() if not by or key in by]
    note = (
        "A head. The gap is what is left had both the same conduct. A fix at one stage can move a "
        "gap to another: read this table again after every change."
    )
    ids = [f"M8.{group}.{burden}" for group in chosen for burden in BURDENS]
    return (grid(evidence, ids, "Burdens of groups", note), *_adapted(evidence, ids))


def _adapted(evidence: Evidence, ids: list[str]) -> tuple[Block, ...]:
    """The same in the first year under the scheme and in the last; nothing where nobody asked."""
    rows, left = [], []
    for key in keys_of(evidence, ids):
        in_time = [number(evidence, in_the_year(key, when)) for when in AT]
        if any(map(known, in_time)):
            rows.append(cells(words(evidence, key), *map(compact, in_time)))
        elif any(one is not None for one in in_time):
            left.append(words(evidence, key, unit=False))
    if not rows:
        return paragraphs([not_told(f"{one}, by year" for one in left)], "note")
    note = (
        "The first year in which the scheme grades anybody, and the last in which it acts (of a "
        "run of less than two years its halves): by the last people have heard of it and do "
        f"otherwise as far as they will. Files begin empty, too, so that not all of it is "
        f"adaptation. {BRACKETS} {not_told(left)}"
    ).strip()
    head = ("measure", "in the first year", "in the last year")
    return (Grid("Burdens of groups before people have adapted, and after", head, tuple(rows),
                 note),)  # fmt: skip


def in_the_year(key: str, when: str) -> str:
    """The key of a burden of groups in a year: `M8.minority.gap` is `M8.minority.at_first.gap`."""
    what, _, burden = key.rpartition(".")
    return f"{what}.{when}.{burden}"


def beside(evidence: Evidence) -> tuple[Block, ...]:
    """All schemes of a run beside each other, by a few numbers; nothing where there is one."""
    names = names_of(evidence)
    if len(names) < 2:
        return ()
    measures = chosen_in_order(BESIDE)
    rows = [
        cells(
            title_of(evidence, name),
            *(compact(number(evidence, f"{name}/{one.id}")) for one in measures),
        )
        for name in names
    ]
    head = ("scheme", *(one.told for one in measures))
    return (Grid("All schemes beside each other", head, tuple(rows), BRACKETS),)


def relatives(evidence: Evidence) -> tuple[Block, ...]:
    """What falls on people who did nothing that the scheme names."""
    found = sentences(
        evidence,
        "Of all that is met {burden.any.relatives} falls on relatives of the person on file. Of "
        "what is met for a wrong record alone {burden.wrong.relatives} does.",
    )
    flags = sentences(evidence, "Of flags {M9.flags} were filed for a relative's sake.", True)
    return (*found, *flags) or paragraphs(["No consequence of it reaches relatives by its rules."])


def adaptation(evidence: Evidence) -> tuple[Block, ...]:
    """What people do for the scheme's sake, and whether the score still says what they do."""
    return (
        *sentences(
            evidence,
            "Bad deeds change by {conduct.bad.change} against the same people without "
            f"{the_schemes(evidence)}, good deeds by {{conduct.good.change}}.",
        ),
        *sentences(
            evidence,
            "The score follows true conduct with a correlation of {M11.correlation}; {M11.made_up} "
            "of points gained are for deeds done only to gain them.",
        ),
        *sentences(
            evidence,
            "Of lawful deeds that it counts against people {M17.foregone} are left undone.",
            silent=True,
        ),
    )


def relatives_numbers(evidence: Evidence) -> tuple[Block, ...]:
    """The numbers on relatives."""
    return (grid(evidence, RELATIVES, "Relatives"),)


def adapted_numbers(evidence: Evidence) -> tuple[Block, ...]:
    """The numbers on what people do for the scheme's sake."""
    return (grid(evidence, ADAPTED, "Conduct and the score"),)


SAYS = {"affected": affected, "relatives": relatives, "adaptation": adaptation}
TABLES = {"schemes-beside": beside, "relatives": relatives_numbers, "adaptation": adapted_numbers}
TABLES_BY = {"groups": (groups, tuple(GROUPS))}
