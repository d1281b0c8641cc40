"""Finding, loading, extending and summing up schemes, scenarios and assumption files."""

import json
import subprocess
import sys
from fractions import Fraction

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language import catalogue, check_file
from socialcredit.language import schema as schema_of
from socialcredit.language.resolve import loading, paths
from socialcredit.language.resolve.vocabulary import vocabulary_of
from socialcredit.language.resolve.written import written_of
from tests.language.fixtures import MINI

VARIANT = """\
extends: mini
scheme: milder
title: A milder one
entries:
  - {deed: drunk-driving, points: -30}
  - {deed: jaywalking, since: 2016-01-01, points: -1, layer: village, source: assumed,
     evidence: assumed}
without: {entries: [arrears], consequences: all}
"""


def test_what_is_shipped_fits():
    for name in paths.scheme_names():
        scheme = loading.load_scheme(name)
        assert scheme.scheme == name
    for name in paths.scenario_names():
        scenario = loading.load_scenario(name)
        assert scenario.scenario == name
        assert written_of(scenario).schemes


def test_listing_needs_neither_numpy_nor_numba_nor_duckdb():
    code = (
        "import sys; from socialcredit.language import catalogue; catalogue.summaries(); "
        "catalogue.scenario_summaries(); "
        "print([m for m in ('numpy', 'numba', 'duckdb', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_summaries_say_how_well_known_the_rules_are(folder):
    summary = catalogue.scheme_summary(loading.load_scheme(folder / "mini"))
    assert summary["rules"] == 14
    assert summary["period"] == "2014-01-01 to no known end"
    shares = [summary[evidence] for evidence in ("primary", "secondary", "recalled", "assumed")]
    assert sum(shares) == pytest.approx(1.0, abs=0.002)
    json.dumps([summary, *catalogue.summaries(), *catalogue.scenario_summaries()])


def test_a_wrong_name_gets_the_nearest():
    with pytest.raises(SocialCreditError) as caught:
        loading.load_scheme("points-dya")
    assert caught.value.meant == "points-day"
    assert "socialcredit schemes" in caught.value.hint


@pytest.mark.parametrize("name", ["", "..", "a\0b", "x" * 5000, "/", "mini/absent.yaml"])
def test_no_name_is_an_accident(name):
    for load in (loading.load_scheme, loading.load_scenario):
        with pytest.raises(SocialCreditError):
            load(name)


def test_a_vocabulary_is_checked_when_given(folder, beliefs):
    with pytest.raises(SocialCreditError) as caught:
        loading.load_scheme(folder / "mini", vocabulary_of(beliefs))
    text = caught.value.render()
    assert "there is no deed `loan-arrears`" in text
    assert "there is no source of sight `banks`" in text
    assert "there is no domain `utilities`" in text


def test_a_variant_changes_what_it_says_and_nothing_else(folder):
    (folder / "milder").mkdir()
    (folder / "milder" / "scheme.yaml").write_text(VARIANT.replace("mini", "../mini"))
    original = loading.load_scheme(folder / "mini")
    milder = loading.load_scheme(folder / "milder")
    assert milder.title == "A milder one"
    assert milder.score == original.score
    assert milder.consequences == ()
    by_id = {}
    for entry in milder.entries:
        by_id.setdefault(entry.id, []).append(entry)
    assert by_id["drunk-driving"][0].points == Fraction(-30)
    assert by_id["drunk-driving"][0].to_grade is None
    assert by_id["drunk-driving"][0].valid_for == 730
    assert [entry.kind for entry in by_id["jaywalking"]] == ["ladder", "points"]
    assert "arrears" not in by_id


@pytest.mark.parametrize(
    ("old", "new", "where", "problem", "meant"),
    [
        ("[arrears]", "[arears]", "9:21", "no `arears` among its entries", "arrears"),
        ("{entries:", "{entrys:", "9:11", "cannot be left out", "entries"),
        ("extends: mini", "extends: ../minni", "1:10", "no scheme `../minni`", None),
        ("points: -30", "pionts: -30", "6:28", "`pionts` is not known", "points"),
    ],
)
def test_mistakes_in_a_variant_are_placed(folder, old, new, where, problem, meant):
    (folder / "milder").mkdir()
    path = folder / "milder" / "scheme.yaml"
    text = VARIANT.replace(old, new, 1)
    path.write_text(text.replace("extends: mini", "extends: ../mini"))
    with pytest.raises(SocialCreditError) as caught:
        loading.load_scheme(path)
    assert problem in caught.value.message
    assert caught.value.meant == meant
    assert caught.value.where.startswith(str(path))


def test_variants_in_a_circle_are_refused(folder):
    for one, other in (("a", "b"), ("b", "a")):
        (folder / one).mkdir()
        (folder / one / "scheme.yaml").write_text(f"extends: ../{other}\nscheme: {one}\n")
    with pytest.raises(SocialCreditError, match="circle"):
        loading.load_scheme(folder / "a")


def test_a_file_may_extend_several_and_takes_from_each_what_it_gives(tmp_path):
    fees = "deeds:\n  - {deed: loan-arrears, rate: 0.5}\n"
    risks = "deeds:\n  - {deed: drunk-driving, rate: 0.25}\n  - {deed: jaywalking, rate: 0.75}\n"
    for name, lines in (("fees", fees), ("risks", risks)):
        (tmp_path / f"{name}.yaml").write_text(f"extends: deeds.yaml\n{lines}", encoding="utf-8")
    own = "extends: [fees.yaml, risks.yaml]\ndeeds:\n  - {deed: jaywalking, rate: 1.0}\n"
    (tmp_path / "both.yaml").write_text(own, encoding="utf-8")
    shipped = loading.load_beliefs().deeds.deeds
    found = loading.load_beliefs({"deeds": tmp_path / "both.yaml"}).deeds.deeds
    assert [deed.deed for deed in found] == [deed.deed for deed in shipped]
    rates = {deed.deed: deed.rate for deed in found}
    changed = {"loan-arrears": 0.5, "drunk-driving": 0.25, "jaywalking": 1.0}
    assert rates == {deed.deed: deed.rate for deed in shipped} | changed


def test_a_scenario_finds_what_lies_beside_it(folder):
    scenario = loading.load_scenario(folder / "small.yaml")
    assert scenario.schemes == (str(folder / "mini" / "scheme.yaml"),)
    assert scenario.assumptions == {"deeds": str(folder / "deeds.yaml")}
    assert (scenario.starts.year, scenario.seed, scenario.panel_households) == (2014, 7, 1000)


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "meant"),
    [
        ("places: [rongcheng]", "places: [rongchen]", 3, "no place `rongchen`", "rongcheng"),
        ("people: 1000", "people: 0", 4, "too small", None),
        ("people: 1000", "people: -5", 4, "too small", None),
        ("people: 1000", "people: many", 4, "not a whole number", None),
        ("schemes: [mini]", "schemes: [points-dya]", 5, "no scheme `points-dya`", "points-day"),
        ("to: 2014-12-31", "to: 2013-12-31", 7, "ends before it starts", None),
        ("to: 2014-12-31", "to: 5014-12-31", 7, "lasts too long", None),
        ("./deeds.yaml", "deds.yaml", 10, "no assumption file", "deeds.yaml"),
        ("{deeds: ", "{deds: ", 10, "no kind of assumption", "deeds"),
        ("without: [mini]", "without: [mni]", 9, "not among", "mini"),
        ("seed: 7", "sed: 7", 8, "not known", "seed"),
    ],
)
def test_mistakes_in_a_scenario_are_placed(folder, old, new, line, problem, meant):
    path = folder / "small.yaml"
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(SocialCreditError) as caught:
        loading.load_scenario(path)
    found = [e for e in (caught.value, *caught.value.others) if problem in e.message]
    assert found, caught.value.render()
    assert found[0].where.startswith(f"{path}:{line}:")
    assert found[0].meant == meant


def test_assumption_files_must_agree(folder):
    path = folder / "sensors.yaml"
    path.write_text(path.read_text().replace("sees: {jaywalking", "sees: {jaywaking"))
    files = {k: folder / f"{k}.yaml" for k in ("deeds", "sensors", "behaviour", "domains")}
    with pytest.raises(SocialCreditError) as caught:
        loading.load_beliefs(files)
    assert caught.value.where == f"{path}:4:44"
    assert caught.value.meant == "jaywalking"


def test_check_knows_each_kind_of_file(folder):
    for name in ("deeds", "sensors", "behaviour", "domains", "places", "population"):
        assert f"({name})" in check_file.check_file(folder / f"{name}.yaml")
    with pytest.raises(SocialCreditError, match="no deed"):
        check_file.check_file(folder / "mini")
    (folder / "odd.yaml").write_text("schema: x\n")
    with pytest.raises(SocialCreditError) as caught:
        check_file.check_file(folder / "odd.yaml")
    assert caught.value.meant == "scheme"


def test_example_people_use_the_names_of_their_scheme(folder):
    for beside in ("small.yaml", "places.yaml"):  # else it is their vocabulary that holds
        (folder / beside).unlink()
    path = folder / "mini" / "cases.yaml"
    path.write_text(
        "- case: one crossing\n"
        "  person: {age: 34, resident_for: 5 years, layer: vilage}\n"
        "  as_of: 2015-01-01\n"
        "  records: [{deed: jaywaking, on: 2014-05-01}]\n"
        "  expect: {score: 995, grade: Z, lists: [blaklist]}\n"
    )
    scheme = loading.load_scheme(folder / "mini")
    assert len(loading.load_cases(folder / "mini")) == 1
    with pytest.raises(SocialCreditError) as caught:
        loading.load_cases(folder / "mini", scheme)
    every = (caught.value, *caught.value.others)
    assert [e.where.removeprefix(f"{path}:") for e in every] == ["2:51", "4:20", "5:31", "5:42"]
    assert [e.meant for e in every] == ["village", "jaywalking", None, "blacklist"]


def test_json_schemas_for_editors_are_complete():
    for kind in schema_of.KINDS:
        schema = schema_of.json_schema(kind)
        json.dumps(schema)
        assert schema["$schema"].startswith("https://json-schema.org/")
    properties = schema_of.json_schema("scheme")["$defs"]["Entry"]["properties"]
    assert {"deed", "for", "by_size", "to_grade"} <= set(properties)
    assert MINI.count("deed:") > 3


def test_an_assumption_file_may_extend_another_and_say_only_what_differs(folder):
    (folder / "own.yaml").write_text(
        "extends: ./deeds.yaml\n"
        "deeds:\n"
        "  - {deed: jaywalking, rate: 9.0}\n"
        "  - {deed: humming, title: Humming, domain: traffic, sign: watched, rate: 1.0,\n"
        "     source: book, evidence: assumed}\n",
        encoding="utf-8",
    )
    files = {"deeds": folder / "own.yaml", "sensors": folder / "sensors.yaml"}
    jaywalking, humming = loading.load_beliefs(files).deeds.deeds
    assert (jaywalking.rate, jaywalking.title) == (9.0, "Crossing at red")
    assert humming.source == "book"


def test_an_assumption_file_that_extends_itself_is_refused(folder):
    (folder / "own.yaml").write_text("extends: own.yaml\ndeeds: []\n", encoding="utf-8")
    with pytest.raises(SocialCreditError) as caught:
        loading.load_beliefs({"deeds": folder / "own.yaml"})
    assert "circle" in caught.value.message
    assert "own.yaml:1:10" in caught.value.where
