"""What the files of a new place say."""

PLACES = """\
# Where the people live: {title}, and nothing of any other nation.
#
# `ages.csv` beside this file holds how many people there are of each sex and group of ages. Correct
# what is wrong, name the document under `sources`, and say `evidence: primary` where you read it.

sources:
  register:
    title: Counts of {title}
    where: say where these numbers can be looked up
    date: {year}
    read: assumed

places:
  - place: {name}
    title: {title}
    ages: ages.csv
    population: {{{year}: {people}}}
    urban: {urban:g}                     # share of residents in streets rather than fields
    minority: {minority:g}                # any group whose error differs: which, is yours to say
    currency: {currency}
    median_income: {{{year}: {median}}}  # disposable, a head and year, in that currency
    # What people here call the levels of work and schooling (ISCED 1, 2, 3, and 5 or more).
    levels:
      occupation: {{official: civil servant, courier: delivery rider, at-home: homemaker}}
      education: {{none: no schooling, primary: primary school, junior: lower secondary,
                  senior: upper secondary, college: higher education}}
    from: register
    evidence: assumed{doubts}
"""
POPULATION = """\
# Who the residents of {title} are. Every table here is carried over from China: it is what the
# program ships, and not known of {title}. Replace the tables that you can count; see "Who lives
# there" in the reference on scenarios and assumptions. Incomes were multiplied by the ratio of the
# medians.
#
# Who drives matters most to rules on traffic, who is online to rules on speech, who works in which
# way to deeds by occupation, and schooling a little to all.

extends: 'shipped:population.yaml'
sources:
  carried-over:
    title: Tables of the shipped population.yaml, which are China's
    where: the package
    date: 2021-05-11
    read: assumed
"""
SCENARIO = """\
scenario: {name}
title: {title} under rules that somebody proposes
story:
  - Three years of {title}, with the rules of `{rules}` and without them, on the same people.
departures:
  - Deeds, sources, mechanisms and most tables of the population are those of China, carried over.
places: [{name}]
people: {run}
schemes: [{rules}]             # folders beside this file
from: {year}-01-01
to: {last}-12-31
seed: 7
panel_households: 1000
twin: {{without: all}}           # the same people, the same luck, no rules
assumptions: {{places: ./places.yaml, population: ./population.yaml}}
"""
README = """\
# {title}

A place of one's own for `socialcredit`: {people:,} residents in {year}. It runs as it is, and means
little before you have filled in what you know.

| file | what to fill in |
| --- | --- |
| `places.yaml` | the document behind the numbers; `urban` and `minority`; the median income |
| `ages.csv` | counts by sex and group of ages, margins only: never people |
| `population.yaml` | households, schooling, work, driving, internet; now carried over from China |
| `{name}.yaml` | which rules are asked about, from when to when |
| `{rules}/` | example rules, to be replaced; see below |

```
socialcredit check {name}.yaml
socialcredit run {name}.yaml
```

For rules to ask about: `socialcredit new NAME --from rongcheng --place {name}` in this folder, then
name the new folder under `schemes` of `{name}.yaml`; or write them by hand.

What is carried over is `assumed`, says so, and is in doubt; the report counts it. Sums of money in
the shipped files are told in {currency} by the ratio of the median incomes. What people do,
who sees it and how often they ask for what stand in `deeds.yaml`, `sensors.yaml` and `domains.yaml`
as they are shipped, which are China's: name your own under `assumptions` of `{name}.yaml`.
"""
