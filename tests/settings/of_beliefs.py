"""Changes that must matter: what is believed (deeds, sources, places), and the scenario itself."""

from socialcredit.stages.society.panel import EVERYBODY
from tests.settings.town import Change, D, E, S

PLAIN, FACES, CAMERAS = S + "traffic-police.", S + "screens.", S + "street-cameras."

OF_BELIEFS: dict[str, Change] = {
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
    "Deed.hours": (
        D + "volunteering.size.unit=none", D + "volunteering.hours=2",
        "assumptions.behaviour.offsetting.spare=4", D + "volunteering.hours=16",
    ),
    "Deed.deterrable": D + "red-light-running.deterrable=0",
    "Motivation.spread": D + "motivation.spread=0.5",
    "Motivation.cap": D + "motivation.cap=2",
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
        for part in ("penal_day", "held_day", "refusal", "hurdle", "showing", "fine", "money")
    },
    "Mechanism.strength": "assumptions.behaviour.perceived-risk.strength=0.9",
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
    "HomePlace.province": "assumptions.places.inner-mongolia.province=Beijing",
}  # fmt: skip

PROTESTS = (
    "responses.approval=true", "responses.protest=true",
    "assumptions.behaviour.approval.level=0.05", "assumptions.behaviour.protest.spread=0.3",
)  # fmt: skip
OF_SCENARIO: dict[str, Change] = {
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
    "Protested.at": (*PROTESTS, "protest={outcome: ends, at: 0.02}", "protest.at=0.99"),
    "Protested.scheme": (
        *PROTESTS, "protest={outcome: ends, at: 0.02}", "protest.scheme=other",
    ),  # fmt: skip
    "Becomes.becomes": (
        *PROTESTS, "protest={outcome: ends, at: 0.02}",
        "protest.outcome={becomes: expiry-one-year}",
    ),  # fmt: skip
}  # fmt: skip
