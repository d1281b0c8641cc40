"""Calls that could end in a traceback, a wait or a file elsewhere are refused with a reason."""

import os
import socket
from pathlib import Path

import pytest

from tests.commands.conftest import Call, Outcome

SCENARIO = """\
scenario: mine
title: A street
places: [rongcheng]
people: 60
schemes: [rongcheng]
from: 2016-01-01
to: 2016-02-29
seed: 3
"""
ALTERNATIVE = """\
alternative: mine
title: Something else
stands_for: [A test.]
source: assumed
evidence: assumed
changes:
  - {change}
"""
LARGEST = 2**63 - 1


def refused(seen: Outcome, *words: str) -> None:
    """The call ended with exit code 1, these words and a next step, and no traceback."""
    assert seen.code == 1, seen.err
    assert "Traceback" not in seen.err
    assert not [word for word in words if word not in seen.err], seen.err
    assert "next: " in seen.err.lower(), seen.err


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to call from, with a scenario in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(SCENARIO)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    ["../escaped", "/tmp/escaped", "a/b", "a\\\\b", "..", ".hidden", "-x", "a b", "a.b", "a\\nb",
     "a\\u0000b", "con", "NUL", "x" * 81, "a:b", ""],
)  # fmt: skip
@pytest.mark.parametrize("file", ["scenario", "scheme", "alternative"])
def test_a_name_that_no_file_may_have_is_refused(call: Call, name: str, file: str) -> None:
    told = {
        "scenario": SCENARIO.replace("scenario: mine", f'scenario: "{name}"'),
        "scheme": f'scheme: "{name}"\ntitle: x\n',
        "alternative": ALTERNATIVE.format(change="{in: lists, drop: all}").replace(
            "alternative: mine", f'alternative: "{name}"'
        ),
    }
    Path("named.yaml").write_text(told[file])
    seen = call("check", "named.yaml")
    refused(seen, "named.yaml:1:")
    assert not list(Path().glob("runs*"))


@pytest.mark.parametrize("name", ["mine", "my-town", "my_town2", "杭州", "x" * 80])
def test_other_names_are_free(call: Call, name: str) -> None:
    Path("mine.yaml").write_text(SCENARIO.replace("scenario: mine", f"scenario: {name}"))
    assert call("check", "mine.yaml").code == 0


@pytest.mark.parametrize("words", [("--seed", str(LARGEST)), ("--set", f"seed={LARGEST}")])
def test_the_largest_seed_runs(call: Call, words: tuple[str, str]) -> None:
    seen = call("run", "mine.yaml", *words, "--threads", "1")
    assert seen.code == 0, seen.err
    assert (Path("runs") / f"mine-seed{LARGEST}").is_dir()
    assert seen.out.startswith("60 synthetic residents, 2 months")


@pytest.mark.parametrize("seed", [str(LARGEST + 1), "-1", "9" * 30])
def test_a_seed_beyond_it_is_named(call: Call, seed: str) -> None:
    refused(call("run", "mine.yaml", "--seed", seed), f"--seed {seed}")
    refused(call("run", "mine.yaml", "--set", f"seed={seed}"), f"--set seed={seed}", "too ")
    Path("mine.yaml").write_text(SCENARIO.replace("seed: 3", f"seed: {seed}"))
    refused(call("check", "mine.yaml"), "mine.yaml:8:7", seed, "too ")


def test_pairs_of_runs_end_with_the_largest_seed(call: Call) -> None:
    words = ("compare", "mine.yaml", "--with", "fine-only", "--replicates", "3", "--seed")
    refused(call(*words, str(LARGEST - 1)), f"--seed {LARGEST - 1}", "no 3 seeds")


def test_the_two_who_are_compared_have_a_largest_seed_too(call: Call) -> None:
    seen = call("diff", "rongcheng", "weihai", "--seed", str(LARGEST + 1))
    assert (seen.code, "too large" in seen.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "blamed"),
    [
        (("--years", "1", "--set", "from=2020-02-30"), "--set from=2020-02-30: there is no such"),
        (("--set", "to=2021-01-01", "--set", "from=2020-13-01"), "--set from=2020-13-01: "),
        (("--set", "from=2015-02-29", "--set", "to=2016-01-01"), "--set from=2015-02-29: "),
        (("--years", "170", "--set", "warm_up=2000-01-01"), "warm_up=2000-01-01"),
        (("--years", "179", "--set", "from=8900-01-01"), "--years 179: "),
    ],
)
def test_what_is_blamed_is_what_was_typed(call: Call, words: tuple[str, ...], blamed: str) -> None:
    seen = call("run", "mine.yaml", *words)
    refused(seen, blamed)
    typed = [word.partition("=")[0] for word in words]
    assert ("--set to=" in seen.err) <= ("to" in typed), seen.err


def chain(length: int) -> None:
    """Scenarios n0 to n<length>, each of the one before; the first is whole."""
    Path("n0.yaml").write_text(SCENARIO)
    for n in range(1, length + 1):
        Path(f"n{n}.yaml").write_text(f"extends: n{n - 1}.yaml\nseed: {n}\n")


@pytest.mark.parametrize("length", [10, 60])
def test_a_long_chain_of_variants_is_no_circle(call: Call, length: int) -> None:
    chain(length)
    assert call("check", f"n{length}.yaml").code == 0


def test_a_circle_is_told_with_its_links(call: Call) -> None:
    chain(3)
    Path("n0.yaml").write_text("extends: n2.yaml\n")
    refused(
        call("check", "n3.yaml"), "n0.yaml:1:10",
        "in a circle: n2.yaml extends n1.yaml extends n0.yaml extends n2.yaml",
    )  # fmt: skip
    Path("n0.yaml").write_text("extends: n0.yaml\n")
    refused(call("check", "n0.yaml"), "in a circle: n0.yaml extends n0.yaml")


def test_a_chain_without_an_end_in_sight_has_one(call: Call) -> None:
    chain(120)
    refused(call("check", "n120.yaml"), "a chain of more than 100 variants")


def test_originals_shared_by_many_are_read_once(call: Call) -> None:
    """Each of forty rests on the two before it: two to the fortieth ways, forty files."""
    Path("n0.yaml").write_text(SCENARIO)
    Path("n1.yaml").write_text("extends: n0.yaml\n")
    for n in range(2, 40):
        Path(f"n{n}.yaml").write_text(f"extends: [n{n - 2}.yaml, n{n - 1}.yaml]\nseed: {n}\n")
    assert call("check", "n39.yaml").code == 0


def test_a_run_does_not_follow_a_link_to_nowhere(call: Call) -> None:
    Path("link").symlink_to("nowhere")
    refused(call("run", "mine.yaml", "--out", "link"), "link is a link that leads nowhere")
    assert not Path("nowhere").exists()


@pytest.mark.parametrize("out", ["file", "to-file"])
def test_a_run_is_not_written_over_a_file(call: Call, out: str) -> None:
    Path("file").write_text("mine")
    Path("to-file").symlink_to("file")
    refused(call("run", "mine.yaml", "--out", out), f"{out} is no folder")
    refused(call("run", "mine.yaml", "--out", f"{out}/town"), "Not a directory", out)
    assert Path("file").read_text() == "mine"


def test_a_link_to_an_empty_folder_is_a_folder(call: Call) -> None:
    Path("real").mkdir()
    Path("link").symlink_to("real")
    assert call("run", "mine.yaml", "--out", "link", "--threads", "1").code == 0
    assert (Path("real") / "report.html").is_file()


def test_what_cannot_be_read_to_its_end_is_refused_at_once(call: Call) -> None:
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as open_socket:
        open_socket.bind("socket")
        for name in ("pipe", "socket", "/dev/zero", "/dev/null"):
            refused(call("check", name), f"{name}: this is not a file that can be read")
    Path("folder").mkdir()
    refused(call("check", "folder"), "holds no scheme.yaml")
    Path("link").symlink_to("nowhere.yaml")
    refused(call("check", "link"), "there is no file `link`")


@pytest.mark.parametrize(
    ("change", "where", "words"),
    [
        ("{in: entries, add: {meter: warnings, resets: never}}", "7:24", "`deed` is missing"),
        ("{in: meters, add: {deed: jaywalking, points: -5}}", "7:23", "is missing"),
        ("{in: lists, set: {terms: 1 year}}", "7:23", "`terms` is not known in lists"),
        ("{in: grades, set: {penal.x: 1}}", "7:24", "`x` is not known in grades.penal"),
        ("{in: procedure, set: {validity.bat: 1 year}}", "7:27", "not known in procedure.validity"),
        ("{in: sensors, times: {wrong: 2}}", "7:27", "`wrong` is not known in sensors"),
        ("{in: lists, where: {kind: [points]}, drop: all}", "7:25", "`kind` says nothing of lists"),
    ],
)
def test_a_change_of_the_wrong_kind_is_told_at_its_line(
    call: Call, change: str, where: str, words: str
) -> None:
    Path("other.yaml").write_text(ALTERNATIVE.format(change=change))
    refused(call("check", "other.yaml"), f"other.yaml:{where}", words)
    refused(call("compare", "mine.yaml", "--with", "other.yaml"), f"other.yaml:{where}", words)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("{in: entries, at_most: {points: 1 year}}", "no term that can be cut"),
        ("{in: consequences, set: {domain: nowhere}}", "there is no domain `nowhere`"),
        ("{in: sensors, set: {sees: {nonesuch: 0.5}}}", "there is no deed `nonesuch`"),
        ("{in: entries, add: {deed: nonesuch, points: -5}}", "there is no deed `nonesuch`"),
        ("{in: lists, set: {term: 0 days}}", "nought days are no time"),
    ],
)
def test_a_change_that_fits_no_scheme_is_told(call: Call, change: str, words: str) -> None:
    Path("other.yaml").write_text(ALTERNATIVE.format(change=change))
    refused(call("compare", "mine.yaml", "--with", "other.yaml"), "alternative `mine`", words)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("assumptions.deeds.deeds.14.domain=nowhere", "there is no domain `nowhere`"),
        ("assumptions.deeds.deeds.44.deed=other", "there is no deed"),
        ("assumptions.domains.domains.0.parent=nowhere", "there is no domain `nowhere`"),
        ("assumptions.sensors.banks.source=bank", "there is no source of sight `banks`"),
        ("assumptions.places.rongcheng.province=Nowhere", "no province of the census"),
        ("assumptions.places.rongcheng.population={}", "too few"),
        ("assumptions.population.compositions.values=0", "not a list"),
        ("assumptions.places.china.urban=none", "not a mapping"),
        ("assumptions.places.china.urban={2020: 1.0}", "too large"),
        ("assumptions.places.china.year=2019", "says nothing of 2019"),
        ("assumptions.population.compositions.values.18.share=[1, 2]", "not a number"),
        ("assumptions.population.ages.values.parent_most=-5", "more than `parent_most`"),
        ("assumptions.population.ages.values.child_most=many", "not a whole number"),
        ("assumptions.population.education.of=nowhere", "is of `nowhere`"),
        ("schemes.rongcheng.entries.0.deed=nonesuch", "there is no deed `nonesuch`"),
        ("schemes.rongcheng.consequences.0.domain=nowhere", "there is no domain `nowhere`"),
        ("places=[rongcheng, shandong]", "lies in `shandong`"),
        ("responses={shamed: true}", "there is no mechanism `shamed`"),
        ("joins=[[rongcheng, rongcheng]]", "joined to itself"),
        ("joins=[[rongcheng, nobody]]", "no body `nobody`"),
        ("twin={without: [nobody]}", "no scheme of the scenario"),
        ("scenario=../x", "be called so"),
    ],
)
def test_a_change_is_held_against_all_files(
    call: Call, away: Path, change: str, words: str
) -> None:
    refused(call("run", "mine.yaml", "--set", change), words)
    assert not (away / "runs").exists(), "nothing is begun"


def test_a_deed_may_be_renamed_where_everything_follows(call: Call) -> None:
    """Two changes that only together fit are made together, or refused without a traceback."""
    seen = call(
        "run", "mine.yaml", "--threads", "1",
        "--set", "assumptions.domains.domains.transport.parent=life",
        "--set", "assumptions.domains.domains.0.domain=life",
    )  # fmt: skip
    assert "Traceback" not in seen.err


def test_one_person_is_one_resident(call: Call) -> None:
    seen = call("run", "mine.yaml", "--people", "1", "--threads", "1")
    assert seen.code == 0, seen.err
    assert seen.out.startswith("1 synthetic resident, 2 months")


def test_one_example_is_one_person(call: Call) -> None:
    Path("people.yaml").write_text(
        "- {case: x, person: {age: 30}, as_of: 2020-01-01, expect: {score: 1}}\n"
    )
    assert "1 example person, well formed" in call("check", "people.yaml").out
