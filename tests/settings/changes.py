"""For each setting a change that must make a difference, and the settings that are only words.

A change is one `PATH=VALUE`, or several of which the last is the one that must matter.
"""

from socialcredit.stages.society.panel import EVERYBODY

Change = str | tuple[str, ...]

# Fields that say where a value comes from, or what a thing is called, in whichever block.
WORDS = {"title", "note", "source", "evidence", "origin", "story", "departures", "labels", "held"}
# Words of single blocks.
ONLY_WORDS = {
    "Source.date", "Source.read", "Source.where",  # a document
    "Alternative.alternative", "Alternative.idle", "Alternative.limits", "Alternative.stands_for",
    "Consequence.consequence", "Condition.condition", "ListRule.list", "Entry.entry",  # names
    "Bureau.bureau", "Interest.group", "Proposal.proposal",
    "Lender.lender", "Scheme.scheme", "Scenario.scenario", "Deed.deed", "Domain.domain",
    "Layer.layer", "Dimension.dimension", "Meter.meter", "Mechanism.mechanism", "HomePlace.place",
    "Market.sector",
    "Publication.shows",  # nobody here has an address: it says what the real notice carried
    "Score.codes",  # how results and `show` speak of points, not what they do
    "Size.unit",  # the unit is that of the rule
    "Volume.unit",  # how a page calls it
    "ListRule.published", "ListRule.audience", "Consequence.audience",  # who reads it
    "Deed.group", "Domain.group",  # by which it is told what was left undone
    "Distance.rule", "Distance.divided_by", "Mark.unit", "Mark.year",  # what figures are
    "BurdenScale.scale",
    "Range.of", "Range.low", "Range.high", "Range.times", "Range.shape", "Range.together",  # doubts
    "Range.least", "Range.most", "OpenReading.reading", "Option.option", "Option.changes",
}  # fmt: skip

E, OTHER = "schemes.everything.", "schemes.other."
D, S = "assumptions.deeds.", "assumptions.sensors."
PLAIN, FACES, CAMERAS = S + "traffic-police.", S + "screens.", S + "street-cameras."
LENDING = "assumptions.lending."
ENTRY, RULE, LIST, PART = E + "entries.", E + "consequences.", E + "lists.", E + "procedure."

METERS = (
    "[{{meter: yearly, resets: yearly}}, {{meter: hours, resets: yearly}}, {{meter: rungs, resets: "
    "never}}, {{meter: warned, resets: never}}, {{meter: {}, resets: {}}}]"
)
DIMENSIONS = (
    "[{{dimension: law, weight: {}, start: {}, since: 2016-01-01, source: assumed, evidence: "
    "assumed}}, {{dimension: money, weight: {}, start: {}, since: 2016-01-01, source: assumed, "
    "evidence: assumed}}]"
)

PROTESTS = (
    "responses.approval=true", "responses.protest=true",
    "assumptions.behaviour.approval.level=0.05", "assumptions.behaviour.protest.spread=0.3",
)  # fmt: skip
CHANGES: dict[str, Change] = {
    "Protested.at": (*PROTESTS, "protest={outcome: ends, at: 0.02}", "protest.at=0.99"),
    "Protested.scheme": (
        *PROTESTS, "protest={outcome: ends, at: 0.02}", "protest.scheme=other",
    ),  # fmt: skip
    "Becomes.becomes": (
        *PROTESTS, "protest={outcome: ends, at: 0.02}",
        "protest.outcome={becomes: expiry-one-year}",
    ),  # fmt: skip
    # scheme
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
        "assumptions.behaviour.perceived-risk.aware_at_start=1", E + "publication.means=web",
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
    # deeds
    "Deed.domain": D + "jaywalking.domain=debt",
    "Deed.sign": D + "littering.sign=watched",
    "Deed.rate": D + "littering.rate=5.0",
    "Deed.counts_as": D + "strolling.counts_as=[]",
    "Deed.needs": D + "littering.needs=[urban]",
    "Deed.places": D + "strolling.places=[weihai]",
    "Deed.min_age": D + "littering.min_age=37",
    "Deed.cheap_good": D + "volunteering.cheap_good=false",
    "Gravity.harm": D + "littering.gravity.harm=50",
    "Gravity.fine": D + "traffic-offence.gravity.fine=500",
    "Gravity.public": D + "traffic-offence.gravity.public=50",
    "By.sex": D + "traffic-offence.by.sex={male: 2.0}",
    "By.age": D + "traffic-offence.by.age={33-37: 9}",
    "By.fifth": D + "loan-arrears.by.fifth=[1, 1, 1, 1, 1]",
    "By.education": D + "loan-arrears.by.education=[1, 1, 1, 1, 1]",
    "By.occupation": D + "traffic-offence.by.occupation={farmer: 5}",
    "By.group": D + "jaywalking.by.group={minority: 5}",
    "By.place": D + "jaywalking.by.place={rural: 2}",
    "Size.values": D + "volunteering.size.values=[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2]",
    "Lasts.months": D + "loan-arrears.lasts.months=[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2]",
    "AtOnce.values": D + "littering.at_once={values: [1,1,1,1,1,1,1,1,1,1,1,1,2,2,3,4], "
    "source: assumed, evidence: assumed}",
    # sources
    "Sensor.sees": PLAIN + "sees.traffic-offence=0.3",
    "Sensor.ranked": S + "banks.ranked={loan-arrears: 0.95}",
    "Sensor.counts_as": S + "banks.counts_as=[]",
    "Sensor.places": S + "banks.places=[weihai]",
    "Sensor.draws_along": PLAIN + "draws_along=0",
    "Sensor.alleges": PLAIN + "alleges={drunk-driving: 1.0}",
    "Sensor.sees_held": (E + "grades.held=[C, D]", PLAIN + "sees_held=true"),
    "Sensor.wrong_person": PLAIN + "wrong_person=0.3",
    "Sensor.mistaken_for": PLAIN + "mistaken_for={household: 1.0}",
    "Sensor.false_alarm": PLAIN + "false_alarm=0.1",
    "Sensor.minority_times": PLAIN + "minority_times=1",
    "Sensor.wrong_content": PLAIN + "wrong_content=0.5",
    "Sensor.confused_with": PLAIN + "confused_with={red-light-running: jaywalking}",
    "Coverage.urban": PLAIN + "coverage.urban={2010-01-01: 0.2}",
    "Coverage.rural": PLAIN + "coverage.rural={2010-01-01: 0.1}",
    "Attention.majority": PLAIN + "attention.majority={2016-01-01: 0.3}",
    "Attention.minority": PLAIN + "attention.minority={2016-01-01: 1}",
    "Delay.least": PLAIN + "delay.least=5 days",
    "Delay.most": PLAIN + "delay.most=40 days",
    "Devices.number": FACES + "devices.inner-mongolia.number={2016-08-01: 30}",
    "Devices.each_sees": FACES + "devices.inner-mongolia.each_sees=0.01",
    "Gallery.since": FACES + "recognition.gallery.0.since=2016-08-01",
    "Gallery.holds": FACES + "recognition.gallery.0.holds=200000000",
    "Gallery.residents": FACES + "recognition.gallery.0.residents=0.1",
    "Gallery.drivers": FACES + "recognition.gallery.0.drivers=1.0",
    "Gallery.occupation": FACES + "recognition.gallery.0.occupation={}",
    "Capture.offences": FACES + "recognition.capture.offences=0.3",
    "Capture.passers": FACES + "recognition.capture.passers=90000",
    "Capture.visitors": (
        FACES + "recognition.capture.passers=900000",
        FACES + "recognition.capture.visitors=0.9",
    ),
    "Capture.lawful": FACES + "recognition.capture.lawful=0.001",
    "Capture.pictures": FACES + "recognition.capture.pictures=20",
    "Match.miss": FACES + "recognition.match.miss=0.8",
    "Match.false_match": FACES + "recognition.match.false_match=0.9",
    "Match.among": FACES + "recognition.match.among=2000000",
    "Match.minority_times": FACES + "recognition.match.minority_times=1",
    "Review.confirms_right": FACES + "recognition.review.confirms_right=0.2",
    "Review.confirms_wrong": FACES + "recognition.review.confirms_wrong=0.1",
    "Density.per_1000": CAMERAS + "density.per_1000=10",
    "Density.begins": CAMERAS + "density.begins=2016-01-01",
    "Density.ends": CAMERAS + "density.ends=2013-01-01",
    "Density.growth": CAMERAS + "density.growth=0.5",
    "Density.with_recognition": CAMERAS + "density.with_recognition={2012-01-01: 0.9}",
    "Density.each_covers": CAMERAS + "density.each_covers=0.2",
    "Density.times": CAMERAS + "density.times={inner-mongolia: 0.2}",
    "Density.follows": CAMERAS + "density.follows=counted",
    "Estimate.per_1000": (
        CAMERAS + "density.follows=counted",
        CAMERAS + "density.beside.counted.per_1000={2014-01-01: 5}",
    ),
    # the rest of what is believed
    "Domain.parent": "assumptions.domains.domains.traffic.parent=home",
    "Attempt.domain": "assumptions.domains.attempts.licence.domain=utilities",
    "Attempt.per_year": "assumptions.domains.attempts.licence.per_year=2",
    "Attempt.needs": "assumptions.domains.attempts.licence.needs=driver",
    **{
        f"BurdenScale.{part}": f"assumptions.domains.burden.means.{part}=7"
        for part in ("penal_day", "held_day", "refusal", "hurdle", "showing", "fine", "yuan")
    },
    "Mechanism.strength": "assumptions.behaviour.perceived-risk.strength=0.9",
    "Deed.hours": (
        D + "volunteering.size.unit=none", D + "volunteering.hours=2",
        "assumptions.behaviour.offsetting.spare=4", D + "volunteering.hours=16",
    ),
    "Deed.deterrable": D + "red-light-running.deterrable=0",
    "Mechanism.on": "assumptions.behaviour.perceived-risk.on=false",
    "HomePlace.population": (
        "places=[inner-mongolia, weihai]",
        "assumptions.places.inner-mongolia.population={2010: 90000000}",
    ),
    "HomePlace.urban": "assumptions.places.inner-mongolia.urban=0.2",
    "HomePlace.minority": "assumptions.places.inner-mongolia.minority=0.6",
    "HomePlace.college": "assumptions.places.inner-mongolia.college=60.0",
    "HomePlace.over_60": "assumptions.places.inner-mongolia.over_60=0.5",
    "HomePlace.men_per_100_women": "assumptions.places.inner-mongolia.men_per_100_women=60.0",
    "Motivation.spread": D + "motivation.spread=0.5",
    "Motivation.cap": D + "motivation.cap=2",
"HomePlace.province": "assumptions.places.inner-mongolia.province=Beijing",
    # scenario
    "Scenario.places": "places=[inner-mongolia, weihai]",
    "Scenario.people": "people=601",
    "Scenario.starts": "from=2016-04-01",
    "Scenario.ends": "to=2017-01-31",
    "Scenario.warm_up": "warm_up=null",
    "Scenario.seed": "seed=8",
    "Scenario.panel_households": (  # of a small town everybody is on the panel
        "warm_up=null", "to=2016-04-30", f"people={EVERYBODY + 1}", "panel_households=60",
    ),
    "Scenario.responses": "responses.perceived-risk=false",
    "Scenario.who_knew": "who_knew=true",
}  # fmt: skip

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

HOLDS = "since: 2016-01-01, source: assumed, evidence: assumed"
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

# In the town whose catalogue grows, `pressed.yaml`: both proposals are accepted on 1 January 2017.
PRESSED = "assumptions.lobbying."
CROSSING, DOWN = PRESSED + "proposals.crossing.", PRESSED + "proposals.down."
ELSEWHERE_TOO = (
    PRESSED + "proposals.crossing={proposal: crossing, by: neat, scheme: other, deed: jaywalking, "
    "points: -7, dimension: law, from: book, evidence: assumed, held: of a test}"
)
OF_LOBBYING: dict[str, Change] = {
    "Gain.factor": PRESSED + "gain.factor=0",
    "Interest.resources": PRESSED + "groups.neat.resources=0",
    "Interest.since": PRESSED + "groups.neat.since=2018-01-01",
    "Interest.until": PRESSED + "groups.neat.until=2016-12-31",
    "Proposal.by": DOWN + "by=neat",
    "Proposal.scheme": ELSEWHERE_TOO,
    "Proposal.dimension": (ELSEWHERE_TOO, CROSSING + "dimension=money"),
    "Proposal.deed": CROSSING + "deed=littering",
    "Proposal.points": CROSSING + "points=-20",
    "Proposal.to_grade": DOWN + "to_grade=C",
    "Proposal.valid_for": CROSSING + "for=3 days",
    "Proposal.seen_by": CROSSING + "seen_by=[traffic-police]",
    "Proposal.list": CROSSING + "list=null",
}

# In the town of borrowers, `loans.yaml`.
OF_LOANS: dict[str, Change] = {
    "Bureau.members": "schemes.bureau.bureau.files.members={2016-01-01: 1.0}",
    "Bureau.since": "schemes.bureau.bureau.files.since=2016-09-01",
    "Bureau.until": "schemes.bureau.bureau.files.until=2016-06-30",
    "Lender.weight": LENDING + "one.weight=3.0",
    "Lender.closes": LENDING + "three.closes=2016-06-01",
    "Asking.per_year": LENDING + "asking.per_year=[1, 1, 1, 1, 1]",
    "Asking.more_with_each": LENDING + "asking.more_with_each=4",
    "Terms.months": LENDING + "terms.months=3",
    "Terms.limit": LENDING + "terms.limit=1",
    "Terms.over": LENDING + "terms.over=3",
    "Paying.late": LENDING + "paying.late=[0, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3]",
    "Paying.by_fifth": LENDING + "paying.by_fifth=[1, 1, 1, 1, 1]",
    "Paying.cured": LENDING + "paying.cured=0.9",
    "Paying.lost": LENDING + "paying.lost=0.5",
    "Paying.closed_times": LENDING + "paying.closed_times=1",
    "Files.wrong": LENDING + "files.wrong=0.2",
    "Files.minority_times": LENDING + "files.minority_times=1",
    "Files.corrected": LENDING + "files.corrected=0.9",
    "Files.kept": LENDING + "files.kept=2 months",
    "FaceCheck.since": LENDING + "check.since=2016-09-01",
    "FaceCheck.chance": LENDING + "check.chance=0.4",
    "FaceCheck.never": LENDING + "check.never=0.4",
    "FaceCheck.minority_times": LENDING + "check.minority_times=5",
    "Twin.without": "twin=null",
}

KITCHEN, TANK = D + "dirty-kitchen.stands.", D + "leaking-tank.stands."

ROUNDS = S + "inspectors.rounds."


def by(way: str, block: str) -> tuple[str, str, str, str]:
    """Inspectors who go by another way than grades."""
    return (
        ROUNDS + "floor=0.0", ROUNDS + "grade=null", ROUNDS + f"{way}={block}",
        ROUNDS + f"by={way}",
    )  # fmt: skip


BY_FINDINGS = by("findings", "{fades: 0.1}")
BY_COMPLAINTS = by("complaints", "{of: [neighbours], fades: 0.1}")
BY_GREEDY = by("greedy", "{top: 0.2, fades: 0.1}")
BY_DUTY = by("duty", "{scheme: clean-homes, visits: {smile: 1, flat: 2, frown: 3}, others: 1}")


def complaining(of: str = "ill", files: str = "made-ill", chance: float = 0.5,
                elsewhere: float = 0.5) -> str:  # fmt: skip
    """Neighbours to whom people write."""
    told = f"of: {of}, files: {files}, chance: {chance}, elsewhere: {elsewhere}"
    return f"{S}neighbours.complaints={{{told}}}"


COUGH = TANK + "harms={smell: 0.125, ill: 0.1, cough: 2.0}"
# In the town in which faults stand, `rounds.yaml`.
OF_ROUNDS: dict[str, Change] = {
    "Stands.mended": KITCHEN + "mended=0.3",
    "Stands.found_mended": KITCHEN + "found_mended=0.9",
    "Stands.harms": KITCHEN + "harms={ill: 0.8, smell: 3.5}",
    "Stands.units": (TANK + "harms={ill: 0.1}", TANK + "units={}", KITCHEN + "units={}"),
    "Rounds.hours": ROUNDS + "hours={2016-01-01: 2.0}",
    "Rounds.visit": ROUNDS + "visit=1.0",
    "Rounds.by": (*BY_FINDINGS, ROUNDS + "findings=null", ROUNDS + "by=random"),
    "Rounds.floor": ROUNDS + "floor=0.5",
    "Rounds.a_day": ROUNDS + "a_day=1",
    "Rounds.tires": ROUNDS + "tires=0.5",
    "Rounds.result": ROUNDS + "result=second-visit",
    "Rounds.weights": ROUNDS + "weights.leaking-tank=4",
    "Rounds.false_find": ROUNDS + "false_find=0.2",
    "ByGrade.scheme": ROUNDS + "grade.scheme=absent",
    "ByGrade.visits": ROUNDS + "grade.visits={smile: 1, flat: 1, frown: 1}",
    "ByGrade.others": ROUNDS + "grade.others=3.0",
    "ByFindings.fades": (*BY_FINDINGS, ROUNDS + "findings.fades=0.9"),
    "ByComplaints.of": (*BY_COMPLAINTS, ROUNDS + "complaints.of=[callers]"),
    "ByComplaints.fades": (*BY_COMPLAINTS, ROUNDS + "complaints.fades=0.9"),
    "Greedy.top": (*BY_GREEDY, ROUNDS + "greedy.top=0.02"),
    "Greedy.fades": (*BY_GREEDY, ROUNDS + "greedy.fades=0.9"),
    "Duty.visits": (*BY_DUTY, ROUNDS + "duty.visits={smile: 3, flat: 1, frown: 1}"),
    "Duty.scheme": (*BY_DUTY, ROUNDS + "duty.scheme=absent"),
    "Duty.others": (*BY_DUTY, ROUNDS + "duty.others=4.0"),
    "Complaints.of": (COUGH, complaining(), complaining(of="cough")),
    "Complaints.files": (complaining(), complaining(files="made-sick")),
    "Complaints.chance": (complaining(), complaining(chance=0.9)),
    "Complaints.elsewhere": (complaining(), complaining(elsewhere=0.1)),
    "HarmBy.fifth": KITCHEN + "harm_by.fifth=[1, 1, 1, 1, 1]",
}

VISITED, OWN = S + "inspectors.rounds.", S + "own-monitors.self_reported."
KIND, ORDER = VISITED + "lenient.", VISITED + "orders."
# In the town of firms that are visited, `visited.yaml`.
OF_VISITED: dict[str, Change] = {
    "Lenient.lesser": KIND + "lesser.dirty-kitchen=2",
    "Lenient.usually": KIND + "usually=0.6",
    "Lenient.at_border": KIND + "at_border=1.0",
    "Lenient.connected": KIND + "connected=2.5",
    "Lenient.each_visit": KIND + "each_visit=0.9",
    "Lenient.inspectors": KIND + "inspectors=2 years",
    "Border.scheme": KIND + "border.scheme=absent",
    "Orders.over": ORDER + "over=6",
    "Orders.within": ORDER + "within=90 days",
    "Orders.result": ORDER + "result=warned",
    "Orders.notices": ORDER + "notices=0.4",
    "SelfReports.lies": OWN + "lies={2016-01-01: 0.1}",
    "SelfReports.deed": OWN + "deed=null",
    "LiesBy.size": OWN + "by.size={own-account: 0.1}",
    "LiesBy.ownership": OWN + "by.ownership={private: 0.1}",
    "LiesBy.connections": OWN + "by.connections={unconnected: 0.2}",
    "LiesBy.laxity": OWN + "by.laxity=2.0",
}

# In the town of bodies, `joined.yaml`.
OF_BODIES: dict[str, Change] = {
    "Scenario.divided": "divided=[]",
}

LATE = "assumptions.deeds.tax-late."
MARKETS = "assumptions.population.markets."
DISCHARGE = "assumptions.deeds.discharge."
LETS_OUT = DISCHARGE + "stands={mended: 0.1, harms: {load: 2.0}, units: {load: kg}}"
OF_BOTH: dict[str, Change] = {
    "Exchanged.crossing": "exchange=[]",
    "Exchanged.lists": (
        "schemes.tax.lists.d-list.published=false",
        "exchange=[listed-owners, {crossing: listed-firms, lists: [tax/d-list]}, closings]",
    ),
    "Market.owner_loses": "firm_assumptions.population.markets.*.owner_loses={micro: 7}",
    "Market.owned": "firm_assumptions.population.markets.*.owned={own-account: 1.0, micro: 0.1}",
}  # fmt: skip
# tests/firms: test_both.py lives by such files, test_signs_of_firms.py by what has a volume; what a
# part is told of is in tests/results/measures/test_part_of.py, steps of days in
# tests/engine/test_steps.py.
ELSEWHERE = {
    "PartOf.subjects", "Scenario.firm_assumptions", "Scenario.step_days", "Volume.domain",
}  # fmt: skip
FACE = "schemes.shanghai-food.consequences.face."
OF_SIGNS: dict[str, Change] = {
    "Custom.moves": FACE + "custom.moves={smile: 0.4, frown: -0.4}",
    "Untrue.grades": FACE + "untrue.grades=[flat, frown]",
    "Untrue.hidden": FACE + "untrue.hidden={2009-07-01: 0.9}",
    "Untrue.forged": FACE + "untrue.forged={2009-07-01: 0.8}",
    "Untrue.shows": (
        FACE + "untrue.forged={2009-07-01: 0.8}", FACE + "untrue.shows=flat",
    ),
    "Untrue.sizes": FACE + "untrue.sizes={own-account: 4.0, micro: 4.0}",
    "Untrue.deed": FACE + "untrue.deed=licence-breach",
    "Consequence.visits": "schemes.food-risk-2016.consequences.visits-b.visits=12",
    "Volume.a_month": "assumptions.domains.volumes.customers.a_month *= 2",
    "Volume.price": "assumptions.domains.volumes.customers.price=99",
}  # fmt: skip
OF_FIRMS: dict[str, Change] = {
    "Scenario.firms": "firms=500",
    "Scenario.sectors": "sectors=[food-service]",
    "Subjects.licensed_for": "schemes.tax.subjects.licensed_for=4 years",
    "Subjects.size": "schemes.tax.subjects.size=[medium, large]",
    "Subjects.ownership": "schemes.tax.subjects.ownership=[state, foreign]",
    "Subjects.sectors": "schemes.tax.subjects.sectors=[manufacturing]",
    "Deed.sectors": "assumptions.deeds.dirty-kitchen.sectors=[manufacturing]",
    "Sensor.sectors": "assumptions.sensors.customers.sectors=[manufacturing]",
    "By.size": LATE + "by.size={own-account: 6}",
    "By.ownership": LATE + "by.ownership={own-account: 3}",
    "By.connections": LATE + "by.connections={unconnected: 3}",
    "HarmBy.size": (
        LETS_OUT, DISCHARGE + "stands.harm_by={size: {own-account: 9, micro: 9}}",
    ),
    "Market.per_1000": MARKETS + "other.per_1000 *= 3",
    "Market.counts": MARKETS + "food-service.counts={shanghai: {2016: 900}}",
    "Market.urban": MARKETS + "other.urban=0.1",
    "Market.sizes": MARKETS + "other.sizes={large: 1.0}",
    "Market.ownership": MARKETS + "other.ownership.own-account={state: 1.0}",
    "Market.connected": MARKETS + "other.connected={own-account: 0.9}",
    "Market.kitchen": MARKETS + "food-service.kitchen={}",
    "Market.discharges": MARKETS + "manufacturing.discharges={own-account: 1.0, micro: 1.0}",
    "Market.platform": (
        "assumptions.deeds.charity.needs=[platform]", MARKETS + "food-service.platform={}",
    ),
    "Market.age": MARKETS + "other.age=[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]",
    "Market.same_owner": MARKETS + "other.same_owner=0.9",
    "Market.closes": MARKETS + "other.closes={own-account: 0.9}",
}  # fmt: skip
# A file, words in it, and what replaces them: in the town that has the file's name, or else in that
# under an alternative, `milder.yaml`.
OF_FILES: dict[str, tuple[str, str, str]] = {
    "Scenario.alternatives": ("milder", "with: [alternative.yaml]", "with: [another.yaml]"),
    "Scenario.assumptions": ("milder", "{deeds: deeds", "{lending: lending.yaml, deeds: deeds"),
    "Scenario.integration": ("bodies", "integration: 0.5", "integration: 0.0"),
    "Scenario.joins": (
        "bodies", "[[everything, third], [everything, fourth]]",
        "[[everything, fourth], [everything, third]]",
    ),
    "Under.scheme": ("loans", "[bureau/scheme.yaml]", "[bureau/scheme.yaml, third/scheme.yaml]"),
    "Under.starts": ("milder", "[scheme.yaml]", "[{scheme: scheme.yaml, from: 2016-03-01}]"),
    "Under.ends": ("milder", "[scheme.yaml]", "[{scheme: scheme.yaml, until: 2016-09-30}]"),
    "Deed.fine": ("deeds", "rate: 4.0, fine: 30", "rate: 4.0, fine: 60"),
    "Change.fine": (
        "alternative", "  - {in: entries, where: {kind: [range]}, fine: ordinary}\n", "",
    ),
    "Change.times": ("alternative", "times: {false_alarm: 0.2}", "times: {false_alarm: 0.9}"),
    "Where.against": ("alternative", "against: true, kind", "against: false, kind"),
    "Where.kind": ("alternative", "kind: [ladder]", "kind: [points]"),
    "Where.of": ("alternative", "of: [bad records]", "of: [every record]"),
    "Change.drop": (
        "alternative", "  - {in: publication, where: {of: [bad records]}, drop: all}\n", "",
    ),
    "Change.set": ("alternative", "notice.chance: 0.2", "notice.chance: 0.7"),
    "Change.at_most": ("alternative", "validity.bad: 2 months", "validity.bad: 1 month"),
    "Change.add": ("alternative", "enter: {grades: [C]}", "enter: {grades: [A]}"),
    "Change.ends_after": ("alternative", "ends_after: 11 months", "ends_after: 5 months"),
    "Change.part": ("alternative", "in: publication, where: {of: [bad records]}", "in: lists"),
}  # fmt: skip

# The same, where what would be left is refused: words of the refusal come last.
REFUSED_FILES: dict[str, tuple[str, str, str, str]] = {
    "Where.elsewhere": (
        "alternative", "elsewhere: true", "elsewhere: false", "reads the list `theirs` of `other`",
    ),
}  # fmt: skip
