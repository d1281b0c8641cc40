"""population.yaml is held to its model: what is left out, misspelt or off is told at its line."""

import copy
from functools import cache

import pytest
from ruamel.yaml import YAML

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.population import TABLES
from socialcredit.language.resolve.loading import load_beliefs
from socialcredit.language.resolve.paths import ASSUMPTIONS

LEFT_OUT = {"internet", "drivers", "newcomers", "traits"}
# What a table may go without: words, ranges, and what is neutral where it is not said.
OPTIONAL = {
    "note", "held", "doubt", "of", "mean", "published", "women", "urban", "rural", "schooling",
    "names", "partner", "parents", "grandchildren", "others",
}  # fmt: skip
NEEDED = {("income", "urban"), ("income", "rural"), ("internet", "urban"), ("internet", "rural"),
          ("newcomers", "urban"), ("newcomers", "rural"), ("drivers", "women"),
          ("drivers", "of")}  # fmt: skip
PARTS = [("ages", "values"), ("occupation", "work"), ("income", "urban"), ("income", "rural")]


@cache
def shipped():
    return YAML(typ="safe").load((ASSUMPTIONS / "population.yaml").read_text(encoding="utf-8"))


def refused(tmp_path, told):
    file = tmp_path / "population.yaml"
    with file.open("w", encoding="utf-8") as out:
        YAML(typ="safe").dump(told, out)
    with pytest.raises(SocialCreditError) as caught:
        load_beliefs({"population": file})
    error = caught.value
    assert error.where.startswith(f"{file}:") and "next: " in error.render()
    return error.render()


def keys():
    for table in TABLES:
        yield from ((table, key) for key in shipped()[table])
    for table, part in PARTS:
        yield from ((table, part, key) for key in shipped()[table][part])


def is_needed(way):
    return way[:2] in NEEDED or way[-1] not in OPTIONAL or way[1:] == ("work", "urban")


def test_urban_shares_as_older_files_had_them_are_refused_with_where_they_stand_now(tmp_path):
    urban = {"values": {2010: 0.5}, "source": "census", "evidence": "primary"}
    told = refused(tmp_path, shipped() | {"urban": urban})
    assert "`urban` stands elsewhere" in told and "of the nation in places.yaml" in told


@pytest.mark.parametrize("table", TABLES)
def test_a_table_left_out_is_missed_unless_nobody_then_has_what_it_says(tmp_path, table):
    told = {key: value for key, value in shipped().items() if key != table}
    if table in LEFT_OUT:
        file = tmp_path / "population.yaml"
        with file.open("w", encoding="utf-8") as out:
            YAML(typ="safe").dump(told, out)
        assert getattr(load_beliefs({"population": file}).population, table) is None
    else:
        assert f"`{table}` is missing" in refused(tmp_path, told)


@pytest.mark.parametrize("way", [way for way in keys() if is_needed(way)], ids=".".join)
def test_a_key_that_is_left_out_is_missed_and_named_and_so_is_one_misspelt(tmp_path, way):
    first = way[:2] == (way[0], next(key for key in shipped()[way[0]] if is_needed((way[0], key))))
    for instead in (None, way[-1] + "s") if first else (None,):
        told = copy.deepcopy(shipped())
        inner = told
        for step in way[:-1]:
            inner = inner[step]
        value = inner.pop(way[-1])
        if instead:
            inner[instead] = value
        said = refused(tmp_path, told)
        if way == ("drivers", "licences"):
            assert instead or "neither `licences` nor `share`" in said
        elif way == ("drivers", "of"):
            assert instead or "of how many people these are the licences" in said
        else:
            assert f"`{instead or way[-1]}` is" in said
            assert not instead or f"did you mean `{way[-1]}`" in said.replace("'", "`")


def put(way, value):
    told = copy.deepcopy(shipped())
    inner = told
    for step in way[:-1]:
        inner = inner[step]
    inner[way[-1]] = value
    return told


OFF = {
    "sizes that make more than one": (
        ("household_sizes", "values", 2010, 0), 0.5, "the shares of 2010 make 1.35",
    ),
    "nine sizes": (("household_sizes", "values", 2010), [0.1] * 9, "too few items"),
    "a year that is none": (("household_sizes", "values", "soon"), [0.1] * 10, "this key does"),
    "a kind of no size": (("compositions", "values", 0, "sizes"), [0, 1], "too small"),
    "more people than a household has": (
        ("compositions", "values", 1, "parents"), 2, "4 people do not live in a household of 2",
    ),
    "kinds that make less than one": (
        ("compositions", "values", 0, "share"), 0.5, "households of 1 make 0.5",
    ),
    "years that fall": (("ages", "values", "parent_usual"), 50, "is more than `parent_most`"),
    "half a year": (("ages", "values", "parent_usual"), 30.5, "not a whole number"),
    "four schoolings": (("education", "values", 2010), [0.25] * 4, "too few items"),
    "schooling that makes less": (
        ("education", "values", 2010, 0), 0.01, "the shares of 2010 make 0.895",
    ),
    "nobody unschooled": (
        ("education", "values", 2010), [0, 0.3, 0.3, 0.3, 0.1], "nobody of 2010",
    ),
    "ages that overlap": (("education", "seed", "5-11"), [0, 1, 0, 0, 0], "overlap: 0-5 and 5-11"),
    "a band that is none": (("education", "seed", "old"), [0, 1, 0, 0, 0], "not a band of ages"),
    "more than all are students": (
        ("occupation", "activity", "0-5", "all"), [0.5, 0.6, 0], "all of 0-5 make 1.1",
    ),
    "a group that is none": (
        ("occupation", "activity", "0-5", "girls"), [0, 1, 0], "word is not known here",
    ),
    "a group of which nothing is said": (
        ("occupation", "activity", "0-5"), {"men": [0, 1, 0]}, "urban women of 0-5 are missing",
    ),
    "work that makes less": (
        ("occupation", "work", "rural", 0), [0, 0.1, 0, 0, 0], "rural people with schooling `none`",
    ),
    "a poorer household on average": (("income", "person_mean"), 40000, "is more than `household"),
    "fifths that fall": (
        ("income", "fifths", 2018), [5, 4, 3, 2, 1], "the fifths of 2018 do not rise",
    ),
    "an income of nothing": (("income", "rural", "mean"), 0, "too small"),
    "more than everybody online": (("internet", "urban", 2018), 1.2, "too large"),
    "both counts and shares of drivers": (("drivers", "share"), {2018: 0.3}, "both are said"),
    "no drivers but women": (("drivers", "women"), 1.0, "has no odds"),
    "odds beyond all": (("drivers", "age", "18-24"), 900, "too large"),
    "newcomers in words": (("newcomers", "arrived"), "few", "not a number"),
    "a sixth trait": (("traits", "names"), ["luck"], "this word is not known"),
    "a document that is none": (("income", "source"), "hearsay", "no document `hearsay`"),
    "the people of nowhere": (("income", "of"), "nowhere", ""),
}  # fmt: skip


@pytest.mark.parametrize("what", [what for what in OFF if OFF[what][2]])
def test_what_a_table_cannot_mean_is_told_at_its_line(tmp_path, what):
    way, value, words = OFF[what]
    assert words in refused(tmp_path, put(way, value))


@pytest.mark.parametrize("band", ["0-5", "12-14", "70-120"])
@pytest.mark.parametrize("way", [("education", "seed"), ("internet", "age")])
def test_bands_leave_no_age_out(tmp_path, way, band):
    told = copy.deepcopy(shipped())
    bands = told[way[0]][way[1]]
    gone = band if band in bands else [*bands][3]
    del bands[gone]
    first, _, last = gone.partition("-")
    assert f"leave out {first}-{last}" in refused(tmp_path, told)


def test_a_table_of_a_nation_that_places_do_not_have_is_told_where_the_places_stand(tmp_path):
    places = tmp_path / "places.yaml"
    places.write_text(
        "places:\n  - {place: a, title: A, population: {2020: 100}, urban: 1.0, minority: 0.0,\n"
        "     ages: {groups: [0-17, 18+], men: [10, 40], women: [10, 40]}}\n",
        encoding="utf-8",
    )
    with pytest.raises(SocialCreditError, match="is of `china`") as caught:
        load_beliefs({"places": places})
    assert caught.value.where == f"{places}:1:1" and "extends: places.yaml" in caught.value.expected
