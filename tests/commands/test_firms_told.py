"""A small run of firms from its command to its lives: what a reader sees says nothing of people."""

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

import socialcredit as sc
from socialcredit.results.run import open_run
from socialcredit.results.words.summary import summary_text
from tests.commands.conftest import Call
from tests.results.synthetic import tiny_run

TOWN = Path(__file__).parents[1] / "firms" / "town"
OF_PERSONS = re.compile(
    r"(?<!--)\b(residents?|persons?|people|households?|housemates?|famil(y|ies)|relatives?"
    r"|child(ren)?|minority|majority|occupations?|fifths?|men|man|women|woman|adults?|he|she"
    r"|his|her|census|anybody|everybody)\b", re.IGNORECASE,
)  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of the town with 900 firms, beside its files."""
    folder = tmp_path_factory.mktemp("firms")
    shutil.copytree(TOWN, folder / "town")
    scenario = folder / "town" / "scenario.yaml"
    return sc.run(str(scenario), people=900, threads=1, out=folder / "run").path


def said(call: Call, *words: object) -> str:
    """What a command prints, where it ends well."""
    code, out, err = call(*map(str, words))
    assert code == 0, err
    return out


def found(text: str) -> list[str]:
    return [text[max(0, m.start() - 40) : m.end() + 20] for m in OF_PERSONS.finditer(text)]


def test_the_summary_tells_of_firms(run: Path) -> None:
    summary = summary_text(open_run(run))
    assert "900 synthetic firms" in summary
    assert "True conduct: bad deeds a firm and year" in summary
    assert not found(summary.replace("shown to everybody", ""))


def test_the_page_begins_with_true_conduct_in_each_grade(call: Call, run: Path) -> None:
    page = Path(said(call, "report", run).strip()).read_text(encoding="utf-8")
    assert "by the grade it stands in" in re.findall(r"<h3>(.*?)</h3>", page)[0]
    plain = re.sub(r"<style.*?</style>|--people \d+", " ", page, flags=re.DOTALL)
    plain = unescape(re.sub(r"<[^>]+>", " ", re.sub(r'aria-label="([^"]*)"', r">\1<", plain)))
    assert not found(plain.replace("shown to everybody", ""))


def test_a_firm_is_explained_with_sector_size_licence_and_owner(call: Call, run: Path) -> None:
    told = said(call, "explain", run)
    assert not found(told)
    assert "For another: --firm N." in told
    number = int(re.search(r"Firm (\d+), ", told).group(1))
    assert said(call, "explain", run, "--firm", number).strip() in told
    who = json.loads(said(call, "explain", run, "--firm", number, "--json"))
    assert who["firm"] == number
    assert who["who"]["size"] in open_run(run).population.levels
    assert who["who"]["ownership"] in open_run(run).population.works
    words = " ".join(told.split())
    assert " in Shanghai, licensed for " in words
    assert "its owner " in words


def test_the_other_option_is_refused_with_the_next_step(call: Call, run: Path) -> None:
    code, _, err = call("explain", str(run), "--resident", "3")
    assert code == 1
    assert err.startswith("--resident: the run ")
    assert "is one of firms, without any resident" in err
    assert f"next: `socialcredit explain {run} --firm 3`" in " ".join(err.split())


def test_a_run_of_residents_has_no_firm(call: Call, tmp_path: Path) -> None:
    code, _, err = call("explain", str(tiny_run(tmp_path / "tiny").folder), "--firm", "3")
    assert code == 1
    assert "is one of residents, without any firm" in err
    assert "--resident 3" in err


def test_a_firm_outside_the_panel_is_refused_as_one(call: Call, run: Path) -> None:
    code, _, err = call("explain", str(run), "--firm", "90000")
    assert code == 1
    assert "firm 90000 is not in the panel" in err
    assert "firms whose books were kept" in err


def test_rules_and_words_of_firms_are_told_of_firms(call: Call, run: Path) -> None:
    town = run.parent / "town"
    shown = said(call, "show", town / "tax")
    assert "all firms, licensed for 1 year or longer" in shown
    assert "What a firm can do about a record" in shown
    assert not found(shown.replace("shown to everybody", ""))
    deeds = said(call, "words", "deeds", "--of", town / "scenario.yaml")
    assert "A dirty kitchen (bad; food-safety), of food-service" in deeds


def test_a_copy_of_a_scheme_of_firms_comes_with_a_scenario_of_firms(
    call: Call, run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said(call, "new", "mine", "--from", run.parent / "town" / "tax")
    written = (tmp_path / "mine" / "scenario.yaml").read_text(encoding="utf-8")
    assert "firms: 5000\n" in written
    assert "people" not in written


def test_scenarios_and_schemes_of_firms_are_listed_as_such(call: Call) -> None:
    listed = " ".join(said(call, "scenarios").split())
    assert re.search(r"[\d,]+ firms of [a-z ,]*food service[a-z ,]* in Shanghai", listed)
    assert re.search(r"; (all firms|firms of [a-z ,]+)", " ".join(said(call, "schemes").split()))
