"""What `check` and `new` say of files beside a place of one's own."""

import re
import shutil
from pathlib import Path

import pytest

from tests.commands.own_town import said


def test_a_misspelt_place_is_met_with_the_nearest(town: Path) -> None:
    seen = said("new", "other", "--from", "rongcheng", "--place", "waldua")
    assert seen.code == 1 and "waldau" in seen.err
    assert not (town / "other").exists()


def test_a_scheme_written_as_a_variant_is_refused_with_the_one_to_copy(town: Path) -> None:
    seen = said("new", "other", "--from", "guizhou-2018", "--place", "waldau")
    assert seen.code == 1 and "guizhou-2018/scheme.yaml:" in seen.err
    assert "--from" in seen.err and not (town / "other").exists()


def test_check_knows_the_place_that_lies_beside_a_scheme(town: Path) -> None:
    alone = town / "alone"
    shutil.copytree(town / "example-rules", alone, dirs_exist_ok=True)
    text = (alone / "scheme.yaml").read_text(encoding="utf-8")
    (alone / "scheme.yaml").write_text(text.replace("example-rules", "alone", 2), encoding="utf-8")
    seen = said("check", "alone")
    assert seen.code == 0, seen.err
    wrong = text.replace("example-rules", "alone", 2).replace("place: waldau", "place: waldua")
    (alone / "scheme.yaml").write_text(wrong, encoding="utf-8")
    seen = said("check", "alone")
    assert seen.code == 1 and "alone/scheme.yaml:" in seen.err and "waldau" in seen.err
    shutil.rmtree(alone)


def test_a_variant_of_a_scheme_in_another_currency_is_refused_with_the_way_to_a_copy(
    town: Path,
) -> None:
    (town / "taken").mkdir(exist_ok=True)
    (town / "taken" / "scheme.yaml").write_text(
        "scheme: taken\ntitle: Taken over\nplace: waldau\nextends: rongcheng\n", encoding="utf-8"
    )
    text = (town / "waldau.yaml").read_text(encoding="utf-8")
    (town / "taken.yaml").write_text(text.replace("[score]", "[taken]"), encoding="utf-8")
    for command in ("check", "run"):
        seen = said(command, "taken.yaml")
        assert seen.code == 1 and "taken/scheme.yaml:4:" in seen.err
        assert "--from rongcheng --place waldau" in " ".join(seen.err.split())


def test_two_currencies_in_one_run_are_refused_at_their_line(town: Path) -> None:
    (town / "both.yaml").write_text(
        "scenario: both\ntitle: Two towns\nplaces: [waldau, elsewhere]\npeople: 300\nschemes: []\n"
        "from: 2023-01-01\nto: 2023-02-28\n"
        "assumptions: {places: ./two.yaml, population: ./population.yaml}\n",
        encoding="utf-8",
    )
    more = (town / "places.yaml").read_text(encoding="utf-8")
    row = more.partition("places:\n")[2].replace("waldau", "elsewhere").replace("euro", "crown")
    (town / "two.yaml").write_text(more + row, encoding="utf-8")
    for command in ("check", "run"):
        seen = said(command, "both.yaml")
        assert seen.code == 1 and "both.yaml:3:" in seen.err
        assert "a run has one currency" in " ".join(seen.err.split())


def test_places_of_two_nations_are_told_to_be_settled_alike(town: Path) -> None:
    """A run has one population.yaml: who wants each after its own is told what to do."""
    (town / "nations.yaml").write_text(
        "scenario: nations\ntitle: Two towns\nplaces: [waldau, elsewhere]\npeople: 300\n"
        "schemes: []\nfrom: 2023-01-01\nto: 2023-02-28\n"
        "assumptions: {places: ./of-two.yaml, population: ./population.yaml}\n",
        encoding="utf-8",
    )
    more = (town / "places.yaml").read_text(encoding="utf-8")
    row = more.partition("places:\n")[2].replace("waldau", "elsewhere")
    alike = more + row
    nation = "nations: [{nation: freedonia, title: Freedonia, from: register, evidence: assumed}]\n"
    apart = nation + more + row.replace("title: Waldau", "title: E\n    nation: freedonia")
    for text, says in ((alike, False), (apart, True)):
        (town / "of-two.yaml").write_text(text, encoding="utf-8")
        seen = said("check", "nations.yaml")
        told = " ".join(seen.err.split())
        assert seen.code == 0 and ("run them one by one" in told) == says, seen.err
        assert ("`elsewhere` is of Freedonia, `waldau` of no nation" in told) == says


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("places.yaml", "urban: 0.8", "urbann: 0.8"),
        ("places.yaml", "ages: ages.csv", "ages: agse.csv"),
        ("places.yaml", "title: Waldau", "title: Waldau\n    nation: germany"),
        ("places.yaml", "title: Waldau", "title: Waldau\n    inside: waldau"),
        ("places.yaml", "from: register", "from: registre"),
        ("population.yaml", "household_sizes:", "houshold_sizes:"),
        ("population.yaml", "women: 0.2879", "women: 2.8"),
        ("ages.csv", "men,0-4,508", "men,0-4,many"),
        ("waldau.yaml", "places: [waldau]", "places: [waldua]"),
    ],
)
def test_check_finds_what_a_run_would_fall_over(
    file: str, old: str, new: str, town: Path, tmp_path: Path, monkeypatch
) -> None:
    shutil.copytree(town, tmp_path / "town", ignore=shutil.ignore_patterns("runs", "again"))
    monkeypatch.chdir(tmp_path / "town")
    text = Path(file).read_text(encoding="utf-8")
    assert old in text
    Path(file).write_text(text.replace(old, new, 1), encoding="utf-8")
    seen = said("check", "waldau.yaml")
    assert seen.code == 1 and re.search(rf"{file}:\d+", seen.err), seen.err
    assert "scheme.yaml" not in seen.err, seen.err  # no false alarm
    assert said("run", "waldau.yaml", "--out", "out").code == 1


def test_a_level_that_there_is_not_is_refused_at_its_word(town: Path, tmp_path: Path) -> None:
    text = (town / "places.yaml").read_text(encoding="utf-8")
    line = text[: text.index("courier: ")].count("\n") + 1
    for old, new, says in (
        ("courier: delivery rider", "couriers: rider", "did you mean 'courier'?"),
        ("courier: delivery rider", "courier: employee", "two levels are called `employee`"),
    ):
        (tmp_path / "places.yaml").write_text(text.replace(old, new), encoding="utf-8")
        shutil.copy(town / "ages.csv", tmp_path)
        seen = said("check", str(tmp_path / "places.yaml"))
        assert seen.code == 1 and f"places.yaml:{line}:" in seen.err and says in seen.err


def test_a_town_without_money_of_its_own_is_warned_of(town: Path, tmp_path: Path) -> None:
    """Else it would have yuan, and fines as they are in China, without a word."""
    text = (town / "places.yaml").read_text(encoding="utf-8")
    (tmp_path / "places.yaml").write_text(text.replace("    currency: euro\n", ""))
    shutil.copy(town / "ages.csv", tmp_path)
    seen = said("check", str(tmp_path / "places.yaml"))
    assert seen.code == 0 and "what money `waldau` has" in seen.err and "currency: euro" in seen.err
    assert "what money" not in said("check", str(town / "places.yaml")).err
