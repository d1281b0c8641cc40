"""A place of one's own: from a table of ages to rules that are run, in the money of the place."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import socialcredit as sc
from socialcredit.results.lives.timeline import person
from socialcredit.results.run import open_run
from tests.commands.own_town import commands, run_in, said


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


def test_words_of_rules_have_the_money_of_the_town(town: Path) -> None:
    told = said("words", "deeds", "--of", "waldau.yaml").out
    assert "debt; by euro" in told and "yuan" not in told


def test_of_two_schemes_each_has_its_own_money(town: Path) -> None:
    told = " ".join(said("diff", "rongcheng", "score", "--people", "0").out.split())
    assert "receives 300 yuan a year" in told and "receives 297.09 euro a year" in told


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
