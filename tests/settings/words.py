"""Settings of which no change is tried here: those that are only words, those tried elsewhere."""

from tests.stages.society.test_every_table_acts import CHANGES

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
    "Market.sector", "Nation.nation",
    # what levels are called: tests/commands/test_own_place.py says that no number hangs on it
    "Levels.occupation", "Levels.education",
    "AgeTable.file", "AgeTables.file", "Nation.totals",  # where counts were read, and are checked
    "HouseholdSizes.mean", "Composition.kind", "Income.median", "Internet.published",
    "Traits.names",  # published beside what is drawn from
    # whose a table is that is fitted to nobody is told where it is carried over
    "HouseholdSizes.of", "Compositions.of", "AgeGaps.of", "Occupation.of", "Newcomers.of",
    "Traits.of",
    "FileMoney.year", "FileMoney.of",  # whose income it is, and what was done
    "CarriedMoney.of", "CarriedMoney.times", "CarriedMoney.blocks",
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
# Settings of places and population are tried in tests/stages/society/test_every_table_acts.py;
# tests/firms: test_both.py lives by such files, test_signs_of_firms.py by what has a volume; what a
# part is told of is in tests/results/measures/test_part_of.py, steps of days in
# tests/engine/test_steps.py.
ELSEWHERE = {
    "PartOf.subjects", "Scenario.firm_assumptions", "Scenario.step_days", "Volume.domain",
    "AgeTables.groups",  # with all columns of its table, in tests/stages/society/test_own_place.py
    "Composition.sizes",  # no size stands alone: tests/language/check/test_population_tables.py
    # by which sums are carried over: tests/language/resolve/test_money.py, and of places
    # tests/commands/test_own_place.py
    "FileMoney.currency", "FileMoney.median_income", "Nation.currency", "Nation.median_income",
    "HomePlace.currency", "HomePlace.median_income",
    *CHANGES,
}  # fmt: skip
