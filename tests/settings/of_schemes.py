"""Changes that must matter: the schemes of the town, and what would act nowhere in one."""

from tests.settings.town import ENTRY, HOLDS, LIST, OTHER, PART, RULE, Change, D, E

METERS = (
    "[{{meter: yearly, resets: yearly}}, {{meter: hours, resets: yearly}}, {{meter: rungs, resets: "
    "never}}, {{meter: warned, resets: never}}, {{meter: {}, resets: {}}}]"
)
DIMENSIONS = (
    "[{{dimension: law, weight: {}, start: {}, since: 2016-01-01, source: assumed, evidence: "
    "assumed}}, {{dimension: money, weight: {}, start: {}, since: 2016-01-01, source: assumed, "
    "evidence: assumed}}]"
)
OF_SCHEMES: dict[str, Change] = {
    "Scheme.place": ("places=[inner-mongolia, weihai]", E + "place=weihai"),
    "Scheme.body_of": (E + "body_of=both", OTHER + "body_of=both"),
    "Scheme.starts": E + "starts=2016-05-01",
    "Scheme.ends": E + "ends=2016-12-20",
    "Subjects.min_age": E + "subjects.min_age=30",
    "Subjects.max_age": E + "subjects.max_age=60",
    "Subjects.resident_for": E + "subjects.resident_for=0 days",
    "Subjects.consent": E + "subjects.consent=0.5",
    "Subjects.places": OTHER + "subjects.places=[weihai]",
    "Subjects.needs": E + "subjects.needs=[driver]",
    "Subjects.since": (
        E + "subjects=[{since: 2016-01-01, source: assumed, evidence: assumed}, "
        "{since: 2016-06-01, min_age: 50, source: assumed, evidence: assumed}]",
        E + "subjects.2016-06-01.since=2016-09-01",
    ),
    "Score.start": E + "score.2016-01-01.start=101",
    "Score.unit": (ENTRY + "volunteering.steps=[[10, 1/3], [end, 1/7]]", E + "score.unit=0.01"),
    "Score.reckoned": E + "score.reckoned=monthly",
    "Score.lowest": E + "score.2016-01-01.lowest=90",
    "Score.highest": E + "score.2016-01-01.highest=104",
    "Score.since": E + "score.2016-09-01.since=2016-06-01",
    "Grades.bands": E + "grades.2016-01-01.bands={A: 105, B: 92, C: 60, D: lowest}",
    "Grades.penal": E + "grades.penal=[D]",
    "Grades.locked": E + "grades.held=[C, D]",
    "Grades.honour": E + "grades.honour=[A, B]",
    "Grades.since": E + "grades.2016-10-01.since=2016-07-01",
    "Dimension.weight": OTHER + "dimensions=" + DIMENSIONS.format(0.5, 150, 0.5, 50),
    "Dimension.start": OTHER + "dimensions=" + DIMENSIONS.format(0.6, 100, 0.4, 100),
    "Layer.where": E + "layers.village.where=urban",
    "Layer.coverage": E + "layers.village.coverage=0",
    "Layer.adopts": E + "layers.village.adopts=0",
    "Layer.since": E + "layers.village.since=2016-09-01",
    "Layer.until": E + "layers.village.until=2016-09-30",
    "Meter.resets": E + "meters.yearly.resets=never",
    "Entry.deed": ENTRY + "utility-arrears.deed=petition",
    "Entry.points": ENTRY + "traffic-offence.points=-7",
    "Entry.range": ENTRY + "littering.range=[-9, -5]",
    "Entry.by_size": ENTRY + "loan-arrears.by_size=[[2, -5], [end, -9]]",
    "Entry.steps": ENTRY + "volunteering.steps=[[5, 2], [end, 3]]",
    "Entry.ladder": ENTRY + "red-light-running.ladder=[-5, -8, -16]",
    "Entry.to_grade": ENTRY + "false-statement.to_grade=C",
    "Entry.per": ENTRY + "loan-arrears.per=null",
    "Entry.meter": (
        E + "meters=" + METERS.format("other", "never"), ENTRY + "volunteering.meter=other",
    ),
    "Entry.seen_by": ENTRY + "traffic-offence.seen_by=[banks]",
    "Entry.copy_of": OTHER + "entries.copied.copy_of=null",
    "Entry.asked_by": ENTRY + "jaywalking.asked_by=null",
    "Entry.dimension": OTHER + "entries.loan-arrears.dimension=law",
    "Entry.layer": ENTRY + "littering.layer=null",
    "Entry.valid_for": ENTRY + "traffic-offence.for=1 month",
    "Entry.extension": ENTRY + "fare-dodging.extension=null",
    "Entry.since": ENTRY + "jaywalking.since=2016-06-01",
    "Entry.until": ENTRY + "utility-arrears.until=2016-06-30",
    "Cap.points": ENTRY + "blood-donation.cap.points=4",
    "Cap.meter": (
        E + "meters=" + METERS.format("other", "never"),
        ENTRY + "blood-donation.cap.meter=other",
    ),
    "Warned.records": ENTRY + "traffic-offence.warning.records=2",
    "Warned.meter": (
        E + "meters=" + METERS.format("other", "yearly"),
        ENTRY + "traffic-offence.warning.meter=other",
    ),
    "Ground.grades": LIST + "by-grade.enter.grades=[C, D]",
    "Ground.score_below": LIST + "by-score.enter.score_below=90",
    "Ground.entry": LIST + "by-entry.enter.entry=[jaywalking]",
    "ListRule.colour": (
        "assumptions.behaviour.while-listed.factor=0.2",
        LIST + "by-score.colour=black",
    ),
    "ListRule.term": LIST + "by-grade.term=2 years",
    "ListRule.block": (
        ENTRY + "fare-dodging.repair={after: 5 days, chance: 0.9, on_request: 1}",
        LIST + "by-entry.block=null",
    ),
    "ListRule.since": LIST + "by-grade.since=2016-08-01",
    "ListRule.until": LIST + "by-score.until=2016-08-31",
    "Publication.of": E + "publication.of=every record",
    "Publication.audience": E + "publication.audience=the nation",
    "Publication.means": (
        "responses.shame=true", "assumptions.behaviour.shame.threat=15",
        "assumptions.behaviour.perceived-risk.aware_at_start=1", D + "utility-arrears.rate=9",
        D + f"utility-arrears.size={{unit: yuan, values: {[100] * 16}}}",
        E + "publication.means=web",
    ),
    "ListRule.means": ("responses.shame=true", LIST + "by-grade.means=web"),
    "Consequence.means": (
        "responses.shame=true", RULE + "screen.when={grades: [D]}", RULE + "screen.means=web",
    ),
    "Publication.since": E + "publication.since=2016-09-01",
    "Publication.until": E + "publication.until=2016-09-30",
    "Consequence.domain": RULE + "no-loan.domain=job",
    "Consequence.effect": RULE + "dearer.effect=inspect",
    "Consequence.stops": RULE + "ban.stops=[jaywalking, volunteering]",
    "Collected.paid": RULE + "warden.collected.paid=0.9",
    "Collected.ends": RULE + "warden.collected.ends=[]",
    "Evaded.share": RULE + "ban.evaded.share=0.9",
    "Consequence.money": RULE + "rebate.money=301",
    "Consequence.money_per_point": RULE + "fine-by-points.money_per_point=11",
    "Consequence.paid_back": RULE + "fine.paid_back=false",
    "Consequence.coverage": RULE + "no-loan.coverage={2016-01-01: 0.1}",
    "Consequence.again": RULE + "no-loan.again={2016-01-01: 5.0}",
    "Consequence.per": RULE + "rebate.per=month",
    "Consequence.hits": RULE + "no-loan.hits=[self]",
    "Consequence.layer": RULE + "first.layer=null",
    "Consequence.since": RULE + "checks.since=2016-09-01",
    "Consequence.until": RULE + "no-loan.until=2016-06-30",
    "Fails.chance": RULE + "face.fails.chance=0.5",
    "Fails.never": RULE + "face.fails.never=0.5",
    "Fails.minority_times": RULE + "face.fails.minority_times=9",
    "When.grades": RULE + "rebate.when.grades=[A]",
    "When.list": RULE + "dearer.when.list=by-entry",
    "When.of": RULE + "of-the-other.when.of=court-list",
    "When.entry": RULE + "fine.when.entry=[littering]",
    "When.anyone": RULE + "checks.when={grades: [A]}",
    "Screening.wrong": PART + "screening.wrong=0.9",
    "Screening.right": PART + "screening.right=0.5",
    "Screening.pressure": PART + "screening.pressure=0.9",
    "Notice.chance": PART + "notice.chance=0.3",
    "Notice.after": PART + "notice.after=10 days",
    "Dispute.window": PART + "dispute.window=5 days",
    "Dispute.forwarded": OTHER + "procedure.dispute.forwarded=false",
    "Office.decisions": PART + "office.decisions=100",
    "Office.per": PART + "office.per=10000 residents a month",
    "Office.answers": PART + "office.answers=10 days",
    "Finds.wrong": PART + "finds.wrong=0.1",
    "Finds.right": PART + "finds.right=0.9",
    "Finds.unclear": PART + "finds.unclear=0.9",
    "Copies.after": PART + "copies.after=3 months",
    "Follows.after": OTHER + "procedure.follows.after=90 days",
    "Validity.bad": PART + "validity.bad=3 months",
    "Validity.good": PART + "validity.good=3 months",
    "Repair.after": PART + "repair.after=20 days",
    "Repair.chance": PART + "repair.chance=0.9",
    "Repair.on_request": ENTRY + "fare-dodging.repair={after: 5 days, chance: 0.9, on_request: 1}",
    "Repair.otherwise": ENTRY + "traffic-offence.repair.otherwise=0.2",
    "Repair.between": ENTRY + "traffic-offence.repair.between=[0.1, 0.2]",
    "Procedure.proof": PART + "proof=person",
    "Procedure.paused": PART + "paused=false",
    "Procedure.since": (
        E + "procedure=[{since: 2016-01-01, source: assumed, evidence: assumed}, {since: "
        "2016-06-01, validity: {bad: 20 days, good: 20 days}, source: assumed, evidence: assumed}]",
        E + "procedure.2016-06-01.since=2016-09-01",
    ),
}  # fmt: skip

PERIODS = (
    "[{{period: {{months: {months}, closes: {closes}}}, draft: {draft}, objections: {objections}, "
    "final: {final}, since: 2016-01-01, source: assumed, evidence: assumed{more}}}]"
)
QUARTERS = {
    "months": 3, "closes": "12-31", "draft": "10 days", "objections": "20 days",
    "final": "45 days", "more": "",
}  # fmt: skip


def evaluated(**other: object) -> str:
    """The scheme with results by quarter, or by another period."""
    return E + "evaluation=" + PERIODS.format(**{**QUARTERS, **other})


def conditional(when: str, then: str = "not_above: C", holds: str = HOLDS) -> str:
    """The scheme with one condition on the grade."""
    return f"{E}conditions=[{{condition: one, when: {{{when}}}, then: {{{then}}}, {holds}}}]"


def unrated(rule: str) -> str:
    """The scheme with somebody unrated."""
    return f"{E}grades.2016-01-01.unrated={{grade: none-yet, {rule}}}"


def part(of: str = "jaywalking", among: str = "jaywalking, littering", over: float = 0.1,
         least: int = 1) -> str:  # fmt: skip
    """The scheme with a condition on the share of records."""
    share = f"of: [{of}], among: [{among}], over: {over}, at_least: {least}"
    return conditional(f"share: {{{share}}}")


TWICE = "running: {grade: A, periods: 2}"
# Results by period, conditions on a grade and who is unrated, of the scheme `everything`.
OF_RESULTS: dict[str, Change] = {
    "Score.start_by": E + "score.2016-01-01.start_by={education: {none: 90, college: 110}}",
    "Period.months": (evaluated(), evaluated(months=6)),
    "Period.closes": (evaluated(), evaluated(closes="11-30")),
    "Evaluation.draft": (PART + "notice.chance=0.1", evaluated(), evaluated(draft="30 days")),
    "Evaluation.objections": (
        PART + "notice.chance=0.1",
        evaluated(),
        evaluated(objections="1 day"),
    ),
    "Evaluation.final": (evaluated(), evaluated(final="80 days")),
    "Condition.since": conditional(
        "younger: 40", holds="since: 2016-06-01, source: assumed, evidence: assumed"
    ),
    "Condition.until": (
        conditional("younger: 40"),
        conditional("younger: 40", holds=HOLDS + ", until: 2016-06-30"),
    ),
    "Meets.younger": conditional("younger: 40"),
    "Meets.entry": conditional("entry: [jaywalking]"),
    "Meets.attribute": conditional("attribute: {education: [none, primary]}"),
    "Running.grade": (
        evaluated(),
        conditional(TWICE, "to: D"),
        conditional(TWICE.replace("A", "B"), "to: D"),
    ),
    "Running.periods": (
        evaluated(),
        conditional(TWICE, "to: D"),
        conditional(TWICE.replace("2", "3"), "to: D"),
    ),
    "Failed.of": (part(), part(of="littering")),
    "Failed.among": (part(over=0.7), part(over=0.7, among="jaywalking, littering, volunteering")),
    "Failed.over": (part(), part(over=0.7)),
    "Failed.at_least": (part(), part(least=4)),
    "Then.down": conditional("younger: 40", "down: 1"),
    "Then.not_above": (conditional("younger: 40"), conditional("younger: 40", "not_above: B")),
    "Then.to": conditional("younger: 40", "to: D"),
    "Unrated.grade": unrated("without_records: true"),
    "Unrated.without_records": unrated("without_records: true"),
    "Until.age": unrated("until: {age: 40}"),
    "After.entry": unrated("after: {entry: [jaywalking], for: 2 months}"),
    "After.term": (
        unrated("after: {entry: [jaywalking], for: 2 months}"),
        unrated("after: {entry: [jaywalking], for: 4 months}"),
    ),
}

# What is refused because it would act nowhere: the change, and what the refusal says.
REFUSED: dict[str, tuple[Change, str]] = {
    "HomePlace.inside": (
        ("places=[inner-mongolia, weihai]", "assumptions.places.weihai.inside=inner-mongolia"),
        "lies in",
    ),
    "Subjects.of": (E + "subjects.of=firms", "says nothing of a firm"),
    "Subjects.until": (E + "subjects.until=2016-06-30", "from 2016-07-01 on no subjects hold"),
    "Procedure.until": (PART + "until=2016-06-30", "from 2016-07-01 on no procedure hold"),
    "Dimension.since": (OTHER + "dimensions.law.since=2016-06-01", "as long as the scheme"),
    "Dimension.until": (OTHER + "dimensions.law.until=2016-06-30", "as long as the scheme"),
    "Grades.until": (OTHER + "grades.until=2016-06-30", "from 2016-07-01 on no grades hold"),
    "Score.until": (OTHER + "score.until=2016-06-30", "from 2016-07-01 on no score hold"),
    "Score.counts": (E + "score.2016-01-01.counts=latest", "counted before, now the sum"),
    "Score.high_is": (E + "score.2016-01-01.high_is=bad", "do not go from best to worst"),
    "Ground.score_above": (
        LIST + "by-score.enter={score_above: 120}",
        "above a bound is the better one",
    ),
    "Evaluation.since": (
        E + "evaluation=[{final: 20 days, since: 2016-02-01, source: assumed, evidence: assumed}]",
        "no evaluation holds on the first day",
    ),
    "Evaluation.until": (
        E + "evaluation=[{final: 20 days, since: 2016-01-01, until: 2016-06-30, source: assumed, "
        "evidence: assumed}]",
        "until its next version",
    ),
    "Meets.licensed_under": (
        E + "conditions=[{condition: one, when: {licensed_under: 1 year}, then: {to: D}, since: "
        "2016-01-01, source: assumed, evidence: assumed}]",
        "has no licence",
    ),
    "Until.licensed_for": (
        E + "grades.2016-01-01.unrated={grade: none-yet, until: {licensed_for: 1 year}}",
        "has no licence",
    ),
}
