"""An assessment's evidence with made-up numbers over a toy run, for tests that live no experiment.

The run is a real one, of 300 people, and so are the keys of its numbers. All else is made up:
values, ranges, draws, findings, designs, conditions, costs. Nobody may quote them.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

import socialcredit as sc
from socialcredit.assessment.document import (
    Blank,
    Declared,
    Document,
    Grid,
    Life,
    Paragraph,
    Points,
    Section,
    Span,
    plain,
)
from socialcredit.assessment.evidence import (
    Carried,
    Condition,
    Cost,
    Design,
    Evidence,
    Finding,
    Number,
    Turn,
)
from socialcredit.assessment.pictures import two_intervals
from socialcredit.results.measures.measure import Measure
from socialcredit.results.measures.registry import measured
from socialcredit.results.run import Run, open_run
from socialcredit.results.words.measured import tell

PEOPLE, YEARS, SEEDS, POINTS = 300, 2, 4, 20
SCALES = ("means", "standing", "liberty")
DESIGNS = {
    "": "As written",
    "fine-only": "Only the ordinary fines",
    "fast-appeal": "Everybody is told, and appeals are decided fast",
    "warning-first": "A warning first",
}
# What a number is made of, by its kind; numbers whose id begins with an F are not known.
CENTRES = {
    "share": 0.12, "rate": 31.0, "count": 240.0, "ratio": 1.7, "change": -0.02,
    "difference": 0.9, "median": 210.0, "quantile": 540.0,
}  # fmt: skip
UNKNOWN = "F"
HEADLINES = (
    "M1.share", "conduct.bad.change", "M7.repaired", "M4.other_part", "burden.wrong.harm.means",
)  # fmt: skip
DATE = "2026-11-30"
ASKED: dict[str, Any] = {
    "scenario": "rongcheng",
    "title": "Rongcheng, 2014 to 2018",
    "schemes": ["rongcheng"],
    "people": PEOPLE,
    "years": YEARS,
    "seeds": SEEDS,
    "points": POINTS,
    "alternatives": [name for name in DESIGNS if name],
    "sets": [],
    "quick": False,
}
MADE = {
    "date": DATE,
    "version": "0.1.0",
    "model_hash": "0" * 64,
    "command": "socialcredit assess rongcheng --people 300 --years 2",
}
DECLARED = {
    "deployer": "The municipality of Anytown, department of public order",
    "purpose": "To make residents keep agreements",
}


def toy_run(folder: Path) -> Run:
    """A real run of the fewest people that leave something of everything."""
    sc.run("rongcheng", people=PEOPLE, years=YEARS, out=folder)
    return open_run(folder)


def made_up(run: Run, **changes: Any) -> Evidence:
    """Evidence over this run; `changes` replace fields of it."""
    numbers = {
        (value.key, design): number(value.key, design, value.measure)
        for design in DESIGNS
        for value in measured(run)
    }
    told = Evidence(
        run, ASKED, MADE, numbers, findings(), designs(), conditions(), assumed(), costs(), DECLARED
    )
    return told._replace(**changes)


def number(key: str, design: str, measure: Measure) -> Number:
    """A number with draws around its value; the same key and design give the same draws.

    One in twelve rests on too few cases, by the same chance.
    """
    rng = np.random.default_rng(crc32(f"{key} {design}".encode()))
    if measure.id.startswith(UNKNOWN):
        return Number(key, design, None, None, SEEDS, None, POINTS, (None,) * POINTS, False)
    centre = CENTRES[measure.kind] * float(rng.uniform(0.3, 1.2))
    few = measure.id not in HEADLINES and bool(rng.uniform() < 1 / 12)
    draws = centre * np.exp(rng.normal(0.0, 0.4, POINTS))
    if measure.kind == "share":
        draws = np.clip(draws, 0.0, 1.0)
    low, high = (float(end) for end in np.quantile(draws, (0.05, 0.95)))
    luck = (centre - 0.1 * abs(centre), centre + 0.1 * abs(centre))
    draw = tuple(float(one) for one in draws)
    return Number(key, design, centre, luck, SEEDS, (low, high), POINTS, draw, few)


def changed(told: Evidence, key: str, value: float, design: str = "") -> Evidence:
    """The same evidence with one value moved."""
    there = told.numbers[key, design]._replace(value=value)
    return told._replace(numbers={**told.numbers, (key, design): there})


def findings() -> tuple[Finding, ...]:
    """Five, of which one turns by a doubt, one by a reading, and three by nothing."""
    by_doubt = Turn(
        "wrong-person", "how often a record names the wrong person", 0.4, "0.3 %", "1 %",
        0.04, "Assumed: nobody counted it",
    )  # fmt: skip
    by_reading = Turn(
        "nearness", "whether people follow those near them", 1.0, "not at all", "they do",
        0.002, "Two readings of the same study",
    )  # fmt: skip
    return (
        Finding("M1.share", "", "of days under a penalty are wrong", "falls below 5 %",
                (by_doubt,)),
        Finding("conduct.bad.change", "", "bad deeds, against the same people without the scheme",
                "changes its sign", (by_reading,)),
        Finding("M7.repaired", "", "of wrong records are put right in every copy by the end",
                "rises above half", ()),
        Finding("M4.other_part", "", "of closed doors are closed for another part of life",
                "falls below 5 %", ()),
        Finding("burden.wrong.harm.means", "fine-only", "days robbed per 1,000 person-years, if "
                "only the ordinary fines were laid", "passes that of the scheme as written", ()),
    )  # fmt: skip


def designs() -> tuple[Design, ...]:
    """Four; two of them cannot be told apart."""
    benefit = dict.fromkeys(SCALES, "conduct.bad.change")
    burden = {scale: f"burden.wrong.harm.{scale}" for scale in SCALES}
    front = {"": 0.15, "fine-only": 0.9, "fast-appeal": 0.85, "warning-first": 0.1}
    tied = {"": ("warning-first",), "warning-first": ("",)}
    return tuple(
        Design(
            name, title, benefit, burden, dict.fromkeys(SCALES, front[name]), tied.get(name, ()),
            "what people notice of a record" if name == "fast-appeal" else "",
        )
        for name, title in DESIGNS.items()
    )  # fmt: skip


def conditions() -> tuple[Condition, ...]:
    """One of each standing."""
    return (
        Condition("0", "Is it an AI system?", "cannot be tested", None, (),
                  "a simulation of rules cannot tell whether the deployed program infers"),
        Condition("1", "Is it placed on the market, put into service or used?", "declared", None,
                  (), "the deployer says so"),
        Condition("3i", "Treatment in a context unrelated to where the data arose", "shown", 1.0,
                  ("M4.unrelated_dependence", "M4.distance"),
                  "in all draws somebody is behind a door that only unrelated records shut"),
        Condition("3ii", "Treatment out of proportion to the behaviour", "not shown", 0.6,
                  ("M5.against_fine",), "in 60 % of draws more than the ordinary fine is lost"),
    )  # fmt: skip


def assumed() -> tuple[Carried, ...]:
    """Two assumed values, one of them carried over from elsewhere."""
    return (
        Carried("wrong-person", "how often a record names the wrong person", "0.33 times",
                "3 times", "Assumed: nobody counted it", "", "wrongly penalised days", 0.06),
        Carried("chance-noticed", "how often a breach is seen", "half as often", "1.5 times",
                "A survey of 2014", "China", "bad deeds", 0.02),
    )  # fmt: skip


def costs() -> tuple[Cost, ...]:
    """Two kinds of error of sources."""
    return (
        Cost("wrong-person", "the wrong person is named", "M1.share", 0.021, (0.015, 0.03)),
        Cost("false-alarm", "something that did not happen", "M1.share", 0.008, None),
    )


def key_of(told: Mapping[tuple[str, str], Number]) -> tuple[str, str]:
    """Some number that has a value and both ranges."""
    return next(key for key, one in told.items() if one.value and one.luck and one.assumptions)


def document(told: Evidence) -> Document:
    """A document with every kind of block, over this evidence."""
    from_table = told.numbers["M1.share", ""]
    assert from_table.value is not None
    share = Span(tell(from_table.of, from_table.value), "M1.share", "", "value", from_table.value)
    said = (share, Span(" of days under a penalty are wrong."))
    grid = Grid(
        "Days under a penalty", ("what", "number"), ((plain("wrong"), (share,)),), "By simulation."
    )
    picture = two_intervals(told, HEADLINES)
    assert picture is not None
    lists = Points((plain("one"), plain("two"))), Points((plain("first"),), numbered=True)
    again = Points((plain("first again"), plain("second")), numbered=True)
    life = Life("A resident of 43", "Under a penalty for a wrong record.", ("2014: a fine.",))
    return Document(
        "Assessment of rongcheng", "en", (("Date", DATE), ("Version", "0.1.0")),
        (Paragraph(said), Blank(1, "Who decides?", "Only the deployer can say.")),
        (
            Section("a", "What it does", "Art. 27(1)(a)", (Paragraph(said), grid, *lists, again)),
            Section("a.1", "Pictures", "", (picture, Paragraph(plain("Say how."), "guidance"))),
            Section("b", "Facts", "", (Declared("Purpose", "To keep agreements."),
                                       Blank(2, "Views of people affected", "", 2))),
            Section("Annex 1", "A life", "", (life,), annex=True),
        ),
    )  # fmt: skip
