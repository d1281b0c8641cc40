"""A place of one's own: from a table of ages to rules that are run, in the money of the place."""

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import socialcredit as sc
from socialcredit.cli import main
from socialcredit.results.lives.timeline import person
from socialcredit.results.run import open_run
from tests.commands.conftest import Outcome

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "own-place.md"
NEW = (
    "new", "place", "waldau", "--census", "example", "--urban", "0.8", "--minority", "0.06",
    "--currency", "euro", "--median-income", "24100", "--year", "2023",
)  # fmt: skip
FEW = 300  # residents, where the page has 20,000


def said(*words: str) -> Outcome:
    """What a shell would see of a command."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        with pytest.raises(SystemExit) as left:
            main(list(words))
    return Outcome(int(left.value.code or 0), out.getvalue(), err.getvalue())


def commands() -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [line.split() for block in blocks for line in block.splitlines()]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the page after its run, as its commands and its one edit leave it."""
    before = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("own"))
    try:
        for words in commands():
            if words[0] == "cd":
                os.chdir(words[1])
            elif words[:2] == ["socialcredit", "run"]:
                _edited(Path("waldau.yaml"))
                seen = said(*words[1:], "--years", "1")
                assert seen.code == 0, seen.err
                break
            else:
                seen = said(*words[1:])
                assert seen.code == 0, seen.err
        yield Path.cwd()
    finally:
        os.chdir(before)


def _edited(scenario: Path) -> None:
    """The edit that the page asks for; and fewer people, so that it is quick."""
    text = scenario.read_text(encoding="utf-8")
    old, new = re.findall(r"```yaml\n(schemes: .*?)\n```", PAGE.read_text(encoding="utf-8"))
    assert old in text and "people: 20000" in text
    text = text.replace(old, new).replace("people: 20000", f"people: {FEW}")
    scenario.write_text(text, encoding="utf-8")


def run_in(town: Path) -> Path:
    (folder,) = (town / "runs").glob("waldau*")
    return folder


def test_the_page_has_eight_commands_and_ends_with_a_printed_assessment() -> None:
    told = commands()
    assert len(told) == 8
    assert told[-2][:2] == ["socialcredit", "assess"] and "--print-to-pdf=waldau.pdf" in told[-1]


def test_a_run_of_the_town_never_says_yuan(town: Path) -> None:
    folder = run_in(town)
    for file in (*folder.glob("*.html"), *folder.glob("*.json")):
        text = file.read_text(encoding="utf-8")
        told = re.search(r"(?i).{,80}(\byuan\b|units of money)", text)  # yuanfan is a repository
        assert told is None, f"{file.name}: {told[0]}"


def test_its_summary_its_lives_and_its_json_never_say_yuan(town: Path) -> None:
    folder = run_in(town)
    told = [said("explain", str(folder), "--resident", str(n), "--every").out for n in range(16)]
    told += [said("explain", str(folder), "--resident", "1", "--json").out]
    told += [said("show", "score").out, said("show", "score", "--json").out]
    told += [said("report", str(folder)).out]
    text = " ".join(" ".join(told).lower().split())
    assert "yuan" not in text and "units of money" not in text
    assert "297.09 euro a year" in " ".join(told[-3].split())


def test_the_run_says_its_currency_and_its_command_as_it_was_typed(town: Path) -> None:
    manifest = json.loads((run_in(town) / "manifest.json").read_text(encoding="utf-8"))
    inputs = json.loads((run_in(town) / "inputs.json").read_text(encoding="utf-8"))
    assert manifest["currency"] == inputs["currency"] == "euro"
    assert manifest["command"].startswith("socialcredit run waldau.yaml")


def test_neither_manifest_nor_inputs_hold_a_path_of_this_machine(town: Path) -> None:
    for name in ("manifest.json", "inputs.json"):
        text = (run_in(town) / name).read_text(encoding="utf-8")
        assert str(town.parent) not in text and str(Path.home()) not in text


def test_the_command_of_the_manifest_lives_the_same_again(town: Path) -> None:
    manifest = json.loads((run_in(town) / "manifest.json").read_text(encoding="utf-8"))
    words = manifest["command"].split()[1:]
    again = town / "again"
    if not again.exists():
        seen = said(*words, "--out", "again")
        assert seen.code == 0, seen.err
    other = json.loads((again / "manifest.json").read_text(encoding="utf-8"))
    assert other["content_hash"] == manifest["content_hash"]


def test_inputs_list_what_was_carried_over(town: Path) -> None:
    inputs = json.loads((run_in(town) / "inputs.json").read_text(encoding="utf-8"))
    told = {one.get("table", one["source"]): one for one in inputs["carried_over"]}
    assert {one["from"] for one in told.values()} == {"China", "assumed"}
    assert "the shipped sensors.yaml" in told and "the shipped domains.yaml" in told
    assert told["deeds"]["from"] == "China" and told["deeds"]["evidence"] == "assumed"
    assert told["deeds"]["source"].startswith(f"times {24100 / 24336:.5g}")
    for table in ("household_sizes", "education", "drivers", "internet"):
        assert told[table]["from"] == "China" and told[table]["evidence"] == "assumed"


def test_the_folder_of_a_place_holds_nothing_of_china_but_what_says_so(town: Path) -> None:
    places = (town / "places.yaml").read_text(encoding="utf-8")
    assert "china" not in places.lower() and "extends" not in places
    text = (town / "population.yaml").read_text(encoding="utf-8")
    tables = re.split(r"\n(?=\w+:\n)", text.partition("read: assumed\n")[2])
    assert len(tables) == 11  # ten tables behind an empty line
    for table in tables[1:]:
        assert "evidence: assumed" in table
        assert "held: carried over from China" in table or "doubt:" in table


def test_only_margins_are_copied(town: Path) -> None:
    lines = (town / "ages.csv").read_text(encoding="utf-8").split()
    assert lines[0] == "sex,age,count" and len(lines) == 37
    assert sum(int(line.split(",")[2]) for line in lines[1:]) == 20676


def test_a_place_is_never_written_over_another(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "waldau").mkdir()
    seen = said(*NEW)
    assert seen.code == 1 and "exists already" in seen.err
    assert [*tmp_path.rglob("*")] == [tmp_path / "waldau"]


def test_a_table_of_persons_is_refused_and_leaves_nothing(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text("name,sex,age\nAda,f,36\n", encoding="utf-8")
    words = ["people.csv" if word == "example" else word for word in NEW]
    seen = said(*words)
    assert seen.code == 1 and "people.csv:1:1" in seen.err and "margin" in seen.err
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("0.8", "80", "no part of one"),
        ("24100", "0", "nobody lives on 0"),
        ("24100", "inf", "nobody lives on inf"),
        ("euro", "€", "one word"),
        ("waldau", "Wald au", "cannot be the name of a place"),
        ("example", "agse.csv", "no table `agse.csv`"),
    ],
)
def test_odd_words_for_a_place_are_refused_with_what_is_right(
    old: str, new: str, told: str, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    seen = said(*[new if word == old else word for word in NEW])
    assert seen.code == 1 and told in " ".join(seen.err.split())
    assert [*tmp_path.iterdir()] == []


def test_a_place_needs_its_money(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    seen = said("new", "place", "waldau", "--census", "example")
    assert seen.code == 1 and "--currency" in seen.err


def test_options_of_a_place_are_none_of_a_scheme(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    seen = said("new", "my-rules", "--currency", "euro")
    assert seen.code == 1 and "new place my-rules" in seen.err


def test_a_misspelt_place_is_met_with_the_nearest(town: Path) -> None:
    seen = said("new", "other", "--from", "rongcheng", "--place", "waldua")
    assert seen.code == 1 and "waldau" in seen.err
    assert not (town / "other").exists()


def test_a_scheme_written_as_a_variant_is_refused_with_the_one_to_copy(town: Path) -> None:
    seen = said("new", "other", "--from", "guizhou-2018", "--place", "waldau")
    assert seen.code == 1 and "guizhou-2018/scheme.yaml:" in seen.err
    assert "--from" in seen.err and not (town / "other").exists()


def test_a_copy_for_a_place_asks_half_the_fines_of_half_the_income(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said(*["12168" if word == "24100" else word for word in NEW]).code == 0
    seen = said("new", "halved", "--from", "jinan", "--place", "waldau/")
    assert seen.code == 0, seen.err
    assert "multiplied by 0.5" in " ".join(seen.out.split())
    text = (tmp_path / "halved" / "scheme.yaml").read_text(encoding="utf-8")
    (rule,) = re.findall(r"- \{consequence: fine,.*?\}\n", text, re.DOTALL)
    assert "money: -10," in rule and "A fine of 10 euro" in rule
    assert "evidence: assumed" in rule and "with: money carried over" in rule
    assert said("check", "halved").code == 0


def test_a_copy_within_one_currency_keeps_its_sums(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert said(*["yuan" if word == "euro" else word for word in NEW]).code == 0
    seen = said("new", "kept", "--from", "jinan", "--place", "waldau/")
    assert seen.code == 0 and "sums stay as they are" in " ".join(seen.out.split())
    assert "money: -20," in (tmp_path / "kept" / "scheme.yaml").read_text(encoding="utf-8")


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


def test_lives_and_the_lab_call_levels_as_the_town_does(town: Path, monkeypatch) -> None:
    monkeypatch.chdir(town)
    run = open_run(run_in(town))
    people = run.table("panel_people")
    works = {person(run, int(one))["text"].split(", ")[1] for one in people["resident"]}
    assert {"civil servant", "homemaker", "employee"} <= works and "official" not in works
    told = sc.open_town("waldau.yaml", people=100).facts()["levels"]
    assert told["occupation"][:4] == ["civil servant", "employee", "self-employed",
                                      "delivery rider"]  # fmt: skip
    assert told["education"][-1] == "higher education" and told["sex"] == ["male", "female"]


def test_no_number_hangs_on_what_a_level_is_called(town: Path, tmp_path: Path, monkeypatch) -> None:
    shutil.copytree(town, tmp_path / "town", ignore=shutil.ignore_patterns("runs"))
    monkeypatch.chdir(tmp_path / "town")
    text = Path("places.yaml").read_text(encoding="utf-8")
    before, _, after = text.partition("    levels:")
    bare = before + "    from: register" + after.partition("    from: register")[2]
    Path("places.yaml").write_text(bare, encoding="utf-8")
    assert "levels:" not in bare and said("run", "waldau.yaml", "--years", "1").code == 0
    plain, titled = open_run(run_in(tmp_path / "town")), open_run(run_in(town))
    assert plain.manifest["content_hash"] == titled.manifest["content_hash"]
    assert "level_titles" in titled.names and "level_titles" not in plain.names


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


def test_words_of_rules_have_the_money_of_the_town(town: Path) -> None:
    told = said("words", "deeds", "--of", "waldau.yaml").out
    assert "debt; by euro" in told and "yuan" not in told


def test_of_two_schemes_each_has_its_own_money(town: Path) -> None:
    told = " ".join(said("diff", "rongcheng", "score", "--people", "0").out.split())
    assert "receives 300 yuan a year" in told and "receives 297.09 euro a year" in told


@pytest.mark.parametrize(
    "words",
    [
        ("measures",), ("measures", "--json"), ("diff", "suqian", "rongcheng", "--people", "0"),
        ("alternatives",), ("words", "deeds"), ("show", "rongcheng"), ("doubts", "rongcheng"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_where_there_is_no_run_money_still_has_a_name(words: tuple[str, ...]) -> None:
    told = " ".join(said(*words).out.split())
    assert told and "units of money" not in told


def test_a_town_without_money_of_its_own_is_warned_of(town: Path, tmp_path: Path) -> None:
    """Else it would have yuan, and fines as they are in China, without a word."""
    text = (town / "places.yaml").read_text(encoding="utf-8")
    (tmp_path / "places.yaml").write_text(text.replace("    currency: euro\n", ""))
    shutil.copy(town / "ages.csv", tmp_path)
    seen = said("check", str(tmp_path / "places.yaml"))
    assert seen.code == 0 and "what money `waldau` has" in seen.err and "currency: euro" in seen.err
    assert "what money" not in said("check", str(town / "places.yaml")).err


def test_a_chinese_run_says_yuan(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    seen = said("show", "rongcheng")
    assert "receives 300 yuan a year" in " ".join(seen.out.split())
    assert "units of money" not in seen.out
    listed = said("measures").out
    assert "yuan" not in listed and "units of the run's currency taken from people" in " ".join(
        listed.split()
    )


def test_the_assessment_is_made_and_printed(town: Path) -> None:
    *_, assess, print_ = commands()
    small = ("--people", "100", "--years", "1", "--seeds", "1", "--points", "2")
    seen = said(*assess[1:], *small, "--on", "local:1")  # processes would take longer to begin
    assert seen.code == 0, seen.err
    (page,) = [word for word in print_ if word.endswith(".html")]
    text = (town / page).read_text(encoding="utf-8").lower()
    assert "yuan" not in text and "units of money" not in text
    numbers = (town / page).with_name("numbers.csv").read_text(encoding="utf-8")
    assert "units of money" not in numbers and ",euro per person-year," in numbers
    if browser := shutil.which(print_[0]):
        more = ("--no-sandbox", "--disable-gpu")
        subprocess.run([browser, *more, *print_[1:]], cwd=town, check=True, timeout=120)
        assert (town / "waldau.pdf").read_bytes().startswith(b"%PDF")
