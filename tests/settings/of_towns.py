"""Changes that must matter in other towns than `scenario.yaml`, and changes of words of files."""

from tests.settings.town import Change, D, S

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
LENDING = "assumptions.lending."
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

OWN = S + "own-monitors.self_reported."
KIND, ORDER = ROUNDS + "lenient.", ROUNDS + "orders."
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
