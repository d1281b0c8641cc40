"""A small town month by month: who is penalised, and for whom nothing true is behind it."""

import socialcredit as sc

# The town is opened but not yet lived: its people are there, and its months are still to come.
# Beside it lives its twin, the same people with the same luck and without the score.

town = sc.open_town("small-town", people=1_000, years=1, seed=7)
graded = town.grades()
print(f"{town.title}: {len(town.people)} people, {len(town.months)} months")

# After each month one can look around. `penalised` are those under a penal grade, `wrongly` those
# of them whom right records alone would not have put there.

for first in town.months:
    town.step()
    held, twin = town.view(), town.view(world=1)
    print(
        f"{first:%B %Y}: {held['penalised'].sum():>2} penalised, {held['wrongly'].sum()} wrongly; "
        f"{held['bad_deeds'].sum():>5,} bad deeds so far, {twin['bad_deeds'].sum():>5,} without it"
    )

# What a run of the same seed leaves is the same to the bit, and its hash says so.

worse = (held["grade"] > held["right"]).sum()
print(f"{worse} hold a worse grade than right records alone would give; the best is {graded[0]}")
print(f"the run of the same seed: {town.to_end().content_hash[:16]}")
