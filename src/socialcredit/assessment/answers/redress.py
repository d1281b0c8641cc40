"""Whether people are told and why, and how long a wrong stays wrong, against statutes' clocks."""

from __future__ import annotations

from typing import Any

from socialcredit.assessment.answers.numbers import (
    cells,
    count_of_run,
    paragraphs,
    scheme_numbers,
    sentences,
)
from socialcredit.assessment.document import Block, Grid, Points, plain
from socialcredit.assessment.evidence import Evidence
from socialcredit.core.text import lower_first
from socialcredit.results.lives.choosing import pick_lives
from socialcredit.results.lives.notice import notices
from socialcredit.results.lives.timeline import person
from socialcredit.results.measures.reasons import MOST_REASONS
from socialcredit.results.measures.summary import summary
from socialcredit.results.part import FEW
from socialcredit.results.words.numbers import between, portion

# Statutes and promises by which others must put a wrong right; ASSESSMENT.md 2.5 and 3.
CLOCKS = {
    30: "Fair Credit Reporting Act, 15 USC 1681i: a dispute is decided within 30 days",
    45: "the same, where new material arrives in that time: 15 days more",
    365: "Dutch reviews of childcare benefit: the statute's year, missed for many (Court of Audit, "
         "15 May 2024)",
}  # fmt: skip
STATES = {
    "open": "can be objected to until {until}",
    "untold": "nobody has told the person, who would have to find out",
    "pending": "objected to, not decided yet",
    "upheld": "objected to, and upheld by the office",
    "late": "can no longer be objected to (until {until})",
    "none": "the rules know no objection",
}


def explained(evidence: Evidence) -> tuple[Block, ...]:
    """How many are told, what few reasons explain (M6), and what nobody here can say of it."""
    return (
        *sentences(evidence, "Of bad records {M7.notice} reach the person as a notice."),
        *paragraphs([
            f"A notice names the {MOST_REASONS} records that cost most, and no more (so the "
                "commentary on 12 CFR 1002.9).",
        ]),
        *sentences(
            evidence,
            "Of falls into a penal grade {M6.four} are such that these four hold four fifths of "
            "what was lost. Of the grades that people fell for bad records the four alone "
            "would have brought {M6.explained}. Of such falls one record alone would have brought "
            "{M6.single}. Of what was lost {M6.untold} rests on records of which nobody told the "
            "person to the end.",
        ),
        *paragraphs([
            "Not measured: whether a person could do something within months that turns the grade "
            "back, as people in the model act at rates and plan no way back (how many penalties "
            "are over within a year is told with contest and repair); whether a notice is "
            "understood; and which rules are disclosed, which the deployer knows.",
        ]),
    )  # fmt: skip


def decided(evidence: Evidence) -> tuple[Block, ...]:
    """How far decisions follow the score, whether what overrides it is right (M14), what is not."""
    return (
        *sentences(
            evidence,
            "Of tries of people whom a rule turns away {M14.followed} were turned away; at the "
            "rest the body did not look.",
            silent=True,
        ),
        *sentences(
            evidence,
            "Of doors closed for a person's grade {M14.as_held} were closed for a grade still held "
            "that day, the others for an older copy.",
            silent=True,
        ),
        *sentences(
            evidence,
            "The office that decides disputes struck out {M19.wrong!} of bad records. Of those "
            "struck out {M14.rightly} were wrong in truth. Of disputes that it turned down "
            "{M14.let_stand} were about a wrong record.",
        ),
        *sentences(
            evidence,
            "Of loans refused {M14.loans} were refused for marks on file, the others on grounds of "
            "the lender's own.",
            silent=True,
        ),
        *paragraphs([
            "Not measured: how a decision would fall with the score hidden. At every other door "
            "of the model the rule alone decides, by grade, list or record: with the score hidden "
            "nobody would be turned away there, and that is put in, not found. Tries of people "
            "whom no rule concerns are not drawn, so that what a score and a decision have in "
            "common (their mutual information) is not known. How much an officer who knows more "
            "gives on the score, the deployer says.",
        ]),
    )  # fmt: skip


def sample_notice(evidence: Evidence) -> tuple[Block, ...]:
    """What a notice would have to say to one synthetic person, and what could be objected to."""
    found: list[Block] = []
    for life in pick_lives(evidence.run):
        for one in notices(evidence.run, life.resident):
            if one["reasons"]:
                who = person(evidence.run, life.resident)["text"]
                return (*_notice(who, one), *found)
    return paragraphs(["Nobody whose life is told has a live record at the end."])


def _notice(who: str, one: dict[str, Any]) -> tuple[Block, ...]:
    score = "" if one["score"] is None else f" Your score is {one['score']:,g}."
    lead = (
        f"A notice to a synthetic person ({lower_first(who)}): “You are in grade {one['grade']} of "
        f"{one['scheme']}.{score} These records cost you most:"
    )
    reasons = []
    for reason, appeal in zip(one["reasons"], one["appeals"], strict=False):
        cost = "" if reason["points"] is None else f", {signed(reason['points'])} points"
        state = STATES[appeal["state"]].format(until=appeal["until"])
        reasons.append(
            f"{reason['kind']}, filed {reason['filed']} by {reason['source']}{cost}; {state}"
        )
    left = (
        f"{one['left']} further records count as well.”"
        if one["left"]
        else "No other record counts.”"
    )
    return (*paragraphs([lead]), Points(tuple(map(plain, reasons)), True), *paragraphs([left]))


def signed(points: float) -> str:
    """Points with their sign."""
    return f"{points:+g}".replace("-", "−")


def contested(evidence: Evidence) -> tuple[Block, ...]:
    """How far a wrong record gets on its way to being put right, and how long penalties last."""
    return (
        *sentences(
            evidence,
            "Of wrong bad records {M7.repaired} are put right in every copy by the end, "
            "{M7.within_a_year} within a year of filing. Of notices {M7.dispute!} are contested, "
            "and of decided disputes {M7.success!} are decided for the person; a decision takes "
            "{M7.waiting!} days on average.",
        ),
        *sentences(
            evidence,
            "Of penalties {M10.year} are over within a year. Of people whose penalty was over "
            "{M10.again} fell again.",
        ),
    )


def clocks(evidence: Evidence) -> tuple[Block, ...]:
    """Repair of wrong records within 30, 45 and 365 days of filing."""
    rows = []
    for scheme, title in scheme_numbers(evidence):
        time = summary(evidence.run)["schemes"][scheme]["M7"]["time"]
        for limit, statute in CLOCKS.items():
            one = time["within"][limit]
            few = time["wrong"] < FEW or one["share"] is None
            told = "too few to tell" if few else portion(one["share"])
            what = f"{limit} days"
            luck = "" if few else between(one["interval"]).strip(" ()")
            rows.append(
                cells(f"{title}: {what}" if title else what, statute, told, luck or "not known")
            )
    head = ("clock", "where it is law or was promised", "put right in every copy", "by luck")
    note = (
        "From filing, by Kaplan and Meier, of wrong bad records of the panel. None of these "
        "statutes need hold where this scheme does: the deployer names its own. "
        + count_of_run(evidence)
    )
    return (Grid("Wrong records against clocks", head, tuple(rows), note),)


SAYS = {
    "explained": explained,
    "decided": decided,
    "sample-notice": sample_notice,
    "contested": contested,
}
TABLES = {"clocks": clocks}
