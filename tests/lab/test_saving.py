"""A saved town is one file with everything in it: its months decode, its player is whole."""

import base64
import hashlib
import json
import re
import zlib

import numpy as np
import pytest

from socialcredit.lab import saving
from socialcredit.lab.address import Asked
from socialcredit.lab.recording import decode

TOWN = Asked("small-town", people=300, seed=3, years=1)


@pytest.fixture(scope="module")
def town():
    return saving.recorded(TOWN)


@pytest.fixture(scope="module")
def page(town) -> str:
    return saving.page(town)


def part(page: str, mark: str) -> str:
    """What stands in the element that begins so."""
    return page.partition(mark)[2].partition("</")[0]


def decoded(frames):
    """Every month of a recording, each over the one before."""
    months = []
    for frame in frames:
        months.append(decode(frame, months[-1] if months else None))
    return months


def test_the_file_holds_every_month_as_the_town_was_recorded(town, page):
    data = base64.b64decode(part(page, 'id="saved">'))
    facts, people, frames = saving.unpacked(data)
    plain = zlib.decompress
    assert plain(people) == plain(town.people)
    assert len(frames) == 13
    assert [*map(plain, frames)] == [plain(town.recording.frame(k)) for k in range(13)]
    assert [month.head["month"] for month in decoded(frames)] == list(range(13))
    assert facts["asked"]["people"] == 300
    assert facts["command"] == "socialcredit run small-town --people 300 --seed 3 --years 1"


def test_the_file_refers_to_nothing_outside_itself_and_its_policy_lets_nothing_in(page):
    bare = page.replace("http://www.w3.org/2000/svg", "")  # the name of a language, not an address
    assert not re.search(r"https?:|\bimport\b[^.]|\bfrom\s+\"|src=|href=\"[^#]|url\(", bare)
    script, style = part(page, '<script type="module">'), part(page, "<style>")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    hashes = ["'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
              for text in (script, style)]  # fmt: skip
    told = policy.replace("&#39;", "'").replace("&#43;", "+")
    assert told == f"default-src 'none'; script-src {hashes[0]}; style-src {hashes[1]}"


def test_words_and_facts_in_the_file_cannot_end_their_element(town, monkeypatch):
    monkeypatch.setitem(town.recording.facts, "title", "</script><script>alert(1)</script>")
    made = saving.page(town)
    assert "<script>alert" not in made
    assert "&lt;/script&gt;&lt;script&gt;alert" in made


def test_the_scripts_of_the_player_become_one_without_imports():
    whole = saving.bundle(saving.PLAYER)
    assert not re.search(r"^\s*(import|export)\b", whole, re.MULTILINE)
    for name in ("recording", "player", "live", "lab"):
        assert whole.count(f"const ${name} = (() => {{") == 1
    assert whole.index("const $recording") < whole.index("const $player")


@pytest.mark.parametrize(
    ("scripts", "says"),
    [
        ({"a": 'import b from "./b.js";'}, "cannot be laid"),
        ({"a": "export default 7;"}, "cannot be laid"),
        ({"a": "export let n = 7;"}, "cannot be laid"),
        ({"a": 'const b = await import("./b.js");'}, "cannot be laid"),
        ({"a": 'import { b } from "./b.js";', "b": 'import { a } from "./a.js";'}, "itself"),
    ],
)
def test_a_script_that_would_be_laid_wrongly_is_refused(tmp_path, monkeypatch, scripts, says):
    monkeypatch.setattr(saving, "STATIC", tmp_path)
    for name, text in scripts.items():
        (tmp_path / f"{name}.js").write_text(text)
    with pytest.raises(ValueError, match=says):
        saving.bundle("a")


def test_names_are_handed_on_as_scripts_import_and_export_them(tmp_path, monkeypatch):
    monkeypatch.setattr(saving, "STATIC", tmp_path)
    (tmp_path / "a.js").write_text('import { one, two as other } from "./b.js";\none(other);\n')
    (tmp_path / "b.js").write_text("export const two = 2;\nexport async function one() {}\n")
    whole = saving.bundle("a")
    assert "const { one, two : other } = $b;" in whole
    assert "return { two, one };" in whole


def test_the_recording_that_ships_is_of_the_town_as_it_is_lived_now():
    """Else: python -m socialcredit.lab.saving"""
    facts, people, frames = saving.unpacked(saving.SHIPPED.read_bytes())
    fresh = saving.recorded(saving.OF_SHIPPED)
    now, then = saving.unpacked(saving.packed(fresh)), (facts, people, frames)
    assert now[0] == json.loads(json.dumps(facts))
    last, before = decoded(now[2])[-1], decoded(then[2])[-1]
    assert last.head == before.head
    assert np.array_equal(last.planes, before.planes)
    assert 20_000 < saving.SHIPPED.stat().st_size < 160_000
