"""What is called like something shipped never wins, and never loses, in silence."""

from pathlib import Path

import pytest

from socialcredit.language.model.beliefs import FILES
from socialcredit.language.resolve import loading, paths
from tests.commands.conftest import SCENARIO, Call


def under(scheme: str) -> str:
    """A scenario under the scheme of this name."""
    return SCENARIO.replace("schemes: [rongcheng]", f"schemes: [{scheme}]")


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a `rongcheng`, a `fast-appeal` and a `deeds.yaml` of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rongcheng").mkdir()
    for file in ("scheme.yaml", "cases.yaml"):
        text = (paths.SCHEMES / "rongcheng" / file).read_text(encoding="utf-8")
        (tmp_path / "rongcheng" / file).write_text(text, encoding="utf-8")
    (tmp_path / "fast-appeal").write_text("alternative: mine\n")
    (tmp_path / "deeds.yaml").write_text("extends: deeds.yaml\n")
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ("run", "rongcheng"), ("show", "rongcheng"), ("check", "rongcheng"),
        ("diff", "weihai", "rongcheng", "--people", "0"), ("new", "mine", "--from", "rongcheng"),
        ("validate", "rongcheng"), ("compare", "rongcheng", "--without", "rongcheng"),
        ("sweep", "rongcheng", "people=1,2"), ("show", "fast-appeal"),
        ("run", "small-town", "--with", "fast-appeal"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_command_asks_which_of_the_two_is_meant(call: Call, words: tuple[str, ...]) -> None:
    seen = call(*words)
    name = next(w for w in ("rongcheng", "fast-appeal") if w in words)
    assert seen.code == 1, seen.out
    assert f"`{name}` may be what is shipped" in seen.err
    assert f"./{name}" in seen.err and f"shipped:{name}" in seen.err
    assert not Path("runs").exists()


def test_each_of_the_two_can_be_said(call: Call) -> None:
    own = Path("rongcheng/scheme.yaml")
    own.write_text(own.read_text(encoding="utf-8").replace("title: ", "title: Our ", 1))
    assert call("show", "./rongcheng").out.startswith("Our ")
    assert not call("show", "shipped:rongcheng").out.startswith("Our ")
    assert "no scheme" in call("show", "shipped:nowhere").err
    assert call("check", "./deeds.yaml").code == 0
    assert "an alternative" in call("check", "shipped:fast-appeal").out


@pytest.mark.parametrize(
    ("scheme", "further", "where"),
    [
        ("rongcheng", "", "5:11"),
        ("weihai", "with: [fast-appeal]\n", "9:8"),
    ],
)
def test_a_scenario_asks_for_what_lies_beside_it(
    call: Call, scheme: str, further: str, where: str
) -> None:
    Path("mine.yaml").write_text(under(scheme) + further)
    seen = call("check", "mine.yaml")
    assert seen.code == 1 and f"mine.yaml:{where}: " in seen.err, seen.err
    assert "shipped:" in seen.err and "./" in seen.err


def test_a_scenario_says_which_it_means(call: Call) -> None:
    for scheme, deeds in (("./rongcheng", "./deeds.yaml"), ("./rongcheng", "deeds.yaml"),
                          ("'shipped:rongcheng'", "'shipped:deeds.yaml'")):  # fmt: skip
        text = under(scheme) + f"assumptions: {{deeds: {deeds}}}\n"
        Path("mine.yaml").write_text(text + f"twin: {{without: [{scheme}]}}\n")
        assert call("check", "mine.yaml").code == 0, call("check", "mine.yaml").err
        found = loading.load_scenario("mine.yaml")
        own = scheme.startswith(".")
        assert (found.schemes[0] == "rongcheng") is not own
        assert found.twin is not None and found.twin.without == found.schemes
        assert (found.assumptions["deeds"] == "deeds.yaml") is not own


def test_a_variant_asks_which_original_it_has(call: Call) -> None:
    Path("variant").mkdir()
    Path("variant/rongcheng").mkdir()
    Path("variant/rongcheng/scheme.yaml").write_text("scheme: x\n")
    Path("variant/scheme.yaml").write_text("extends: rongcheng\nscheme: variant\n")
    seen = call("check", "variant")
    assert seen.code == 1 and "variant/scheme.yaml:1:10: " in seen.err
    assert "shipped:rongcheng" in seen.err
    Path("variant/scheme.yaml").write_text("extends: shipped:rongcheng\nscheme: variant\n")
    assert call("check", "variant").code == 0


@pytest.mark.parametrize("kind", ["deeds", "sensors", "behaviour", "domains", "places"])
def test_a_file_called_like_the_shipped_one_may_extend_it(call: Call, kind: str) -> None:
    Path("own").mkdir()
    Path(f"own/{kind}.yaml").write_text(f"extends: {kind}.yaml\n")
    seen = call("check", f"own/{kind}.yaml")
    assert seen.code == 0, seen.err


def test_a_scheme_called_like_the_shipped_one_may_extend_it(call: Call) -> None:
    Path("rongcheng/scheme.yaml").write_text("extends: rongcheng\ntitle: Ours\n")
    Path("rongcheng/cases.yaml").unlink()
    assert call("check", "./rongcheng").code == 0
    assert loading.load_scheme("./rongcheng").title == "Ours"


def test_what_is_shipped_finds_what_is_shipped_wherever_it_is_called_from() -> None:
    """Names within shipped files were never meant for the folder of the caller."""
    Path("suining").mkdir()
    Path("suining/deeds.yaml").write_text("deeds: nonsense\n")
    scenario = loading.load_scenario("shipped:suining")
    deeds = loading.load_beliefs(scenario.assumptions).deeds
    assert len(deeds.deeds) > 20
    assert loading.load_scheme(loading.load_scenario("small-town").schemes[0]).scheme == "rongcheng"


def test_a_file_that_extends_itself_and_nothing_shipped_is_still_a_circle(call: Call) -> None:
    Path("own.yaml").write_text("extends: own.yaml\ndeeds: []\n")
    assert "in a circle" in call("check", "own.yaml").err
    Path("own").mkdir()
    Path("own/deeds.yaml").write_text("extends: ./deeds.yaml\n")
    assert "in a circle" in call("check", "own/deeds.yaml").err


def test_what_ends_in_yaml_names_the_file_that_is_there(call: Call) -> None:
    Path("deeds.yaml").write_text("extends: deeds.yaml\ndeeds: nonsense\n")
    assert "deeds.yaml:2:8" in call("check", "deeds.yaml").err
    assert call("check", "shipped:deeds.yaml").code == 0


@pytest.mark.parametrize("kind", sorted(FILES))
def test_what_rests_on_a_file_that_extends_the_shipped_one_is_of_its_kind(
    call: Call, kind: str
) -> None:
    """Also where a variant says nothing of its own by which it could be told."""
    Path("town").mkdir()
    Path(f"town/{kind}.yaml").write_text(f"extends: {kind}.yaml\n")
    Path("town/by-name.yaml").write_text(f"extends: {kind}.yaml\n")
    Path("town/by-path.yaml").write_text(f"extends: ./{kind}.yaml\n")
    Path("further.yaml").write_text("extends: [town/by-name.yaml]\n")
    for file in ("town/by-name.yaml", "town/by-path.yaml", "further.yaml"):
        seen = call("check", file)
        assert seen.code == 0 and f"an assumption file ({kind})" in seen.out, seen.err


def test_a_scenario_of_other_places_is_a_scenario(call: Call) -> None:
    """`places` of a scenario are names, and those of a variant stand instead of its original's."""
    Path("mine.yaml").write_text(under("'shipped:rongcheng'"))
    Path("elsewhere.yaml").write_text("extends: mine.yaml\nplaces: [weihai]\n")
    seen = call("check", "elsewhere.yaml")
    assert seen.code == 0 and "a scenario" in seen.out, seen.err
    assert loading.load_scenario("elsewhere.yaml").places == ("weihai",)
