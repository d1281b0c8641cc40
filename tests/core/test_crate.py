"""A folder is told to an archive: what lies in it, what made it, and that nothing has changed."""

import json
import platform
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rocrate.rocrate import ROCrate

from socialcredit.core.archive import renew
from socialcredit.core.crate import Described, File, Step, unlike, write_crate
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import write_sealed
from socialcredit.core.run_layout import CRATE, EXPERIMENT, MANIFEST
from tests.core.crates import entities, files_of, refused

OFTEN = "tables/how often.parquet"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files, one of them below with a name that an address has to quote."""
    (tmp_path / "tables").mkdir()
    (tmp_path / "inputs.json").write_text("{}\n")
    (tmp_path / OFTEN).write_bytes(b"PAR1")
    return tmp_path


@pytest.fixture
def told() -> Described:
    step = Step("run", "A run", "socialcredit run town", ("inputs.json",), (OFTEN, "report.html"),
                "2026-11-29T10:00:00+00:00", "2026-11-29T10:00:05+00:00")  # fmt: skip
    files = (File("inputs.json", "Inputs"), File(OFTEN, "A table"), File("report.html", "Page"))
    return Described("A town", "Synthetic people.", "ab" * 32, "of all tables", files, (step,))


def test_a_crate_is_what_the_profile_asks_for(folder: Path, told: Described) -> None:
    write_crate(folder, told)
    assert refused(folder) == []


def test_the_library_of_others_reads_every_entity(folder: Path, told: Described) -> None:
    crate = ROCrate(write_crate(folder, told).parent)
    assert {one.id for one in crate.get_entities()} == set(entities(folder))
    assert crate.root_dataset["conformsTo"]["name"] == "Process Run Crate"
    assert crate.name == "A town" and crate.root_dataset["identifier"]["value"] == "ab" * 32
    action = crate.root_dataset["mentions"][0]
    assert action["instrument"]["name"] == "socialcredit"
    assert [one.id for one in action["object"]] == ["inputs.json"]
    assert [one["encodingFormat"] for one in action["result"]] == ["application/vnd.apache.parquet"]


def test_what_is_not_there_is_not_named(folder: Path, told: Described) -> None:
    write_crate(folder, told)
    assert set(files_of(folder)) == {"inputs.json", OFTEN}
    assert "report.html" not in (folder / CRATE).read_text()


def test_a_hash_that_is_known_already_is_not_worked_out_again(
    folder: Path, told: Described, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socialcredit.core.crate.hash_file", lambda path: path.name)
    known = (replace(told.files[0], sha256="known"), *told.files[1:])
    write_crate(folder, replace(told, files=known))
    hashes = {name: one["sha256"] for name, one in files_of(folder).items()}
    assert hashes == {"inputs.json": "known", OFTEN: "how often.parquet"}


@pytest.mark.parametrize(
    ("where", "change"),
    [
        ("./", {"license": {"@id": "#mine"}}),
        ("./", {"conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}}),
        ("./", {"datePublished": "today"}),
        ("./", {"hasPart": []}),
        ("./", {"mentions": []}),
        ("#run-abababababab", {"instrument": {"@id": "#nobody"}}),
        ("#run-abababababab", {"startTime": "2027-01-01T00:00:00+00:00"}),
        ("#run-abababababab", {"machine": "mine"}),
        ("inputs.json", {"sha256": "00"}),
        ("inputs.json", {"contentSize": "7"}),
        ("inputs.json", {"encodingFormat": "?"}),
        ("inputs.json", {"@id": "lost.json"}),
    ],
)
def test_the_check_by_hand_sees_what_a_crate_lacks(
    folder: Path, told: Described, where: str, change: dict[str, Any]
) -> None:
    path = write_crate(folder, told)
    found = json.loads(path.read_text())
    for one in found["@graph"]:
        if one["@id"] == where:
            one |= change
    path.write_text(json.dumps(found))
    assert refused(folder)


def test_one_flipped_byte_is_found_and_so_is_a_lost_file(folder: Path, told: Described) -> None:
    assert unlike(folder) is None
    write_crate(folder, told)
    assert unlike(folder) == []
    (folder / OFTEN).write_bytes(b"PAR2")
    assert unlike(folder) == [OFTEN]
    (folder / "inputs.json").unlink()
    assert unlike(folder) == ["inputs.json", OFTEN]


def test_a_crate_cannot_make_the_program_read_elsewhere(folder: Path, told: Described) -> None:
    inside = folder / "inside"
    inside.mkdir()
    write_crate(folder, told)
    text = (folder / CRATE).read_text().replace('"inputs.json"', '"../inputs.json"')
    (inside / CRATE).write_text(text)
    assert "../inputs.json" in (unlike(inside) or [])


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"@graph": 7}', '{"@graph": [{"@type": "File", "@id": "x"}]}']
)
def test_a_damaged_crate_is_named_with_the_next_step(folder: Path, text: str) -> None:
    (folder / CRATE).write_text(text)
    with pytest.raises(SocialCreditError) as caught:
        unlike(folder)
    assert caught.value.where == str(folder / CRATE) and caught.value.hint


def test_where_the_disk_refuses_the_earlier_crate_stays(
    folder: Path, told: Described, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = write_crate(folder, told).read_bytes()

    def full(*names: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("socialcredit.core.run_files.os.replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_crate(folder, replace(told, title="Another"))
    assert (folder / CRATE).read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["inputs.json", CRATE, "tables"]


def test_a_run_that_was_stopped_has_no_crate(tmp_path: Path) -> None:
    write_sealed(tmp_path / MANIFEST, {"state": "running", "table_files": {}})
    assert renew(tmp_path) is None and not (tmp_path / CRATE).exists()
    assert renew(tmp_path / "nowhere") is None


def test_the_folder_of_an_assessment_says_what_each_of_its_documents_is(folder: Path) -> None:
    asked = {"title": "Assessed", "command": "socialcredit assess town", "content_hash": "c" * 64}
    write_sealed(folder / EXPERIMENT, {**asked, "tables": {"moves.parquet": {}}})
    names = (
        "moves.parquet",
        "assessment.html",
        "assessment-fria-27.docx",
        "numbers.csv",
        "lives/life-1.txt",
    )
    for name in (*names, "letter.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(name)
    renew(folder)
    assert set(files_of(folder)) == {*names, EXPERIMENT}, "and not what somebody laid beside"
    assert "assessment-fria-27.docx" in json.dumps(entities(folder)["#report-cccccccccccc"])
    assert refused(folder) == []


def test_a_crate_names_no_machine_and_no_path(folder: Path, told: Described) -> None:
    text = write_crate(folder, told).read_text()
    for name in (str(folder), folder.name, f'"{platform.node()}"', platform.machine()):
        assert name not in text
