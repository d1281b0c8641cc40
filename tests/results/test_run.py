"""Run folders: what opens, and what is refused by name."""

import json
import os
import shutil

import duckdb
import numpy as np
import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import write_sealed
from socialcredit.results.run import open_run


@pytest.fixture
def copy(tiny, tmp_path):
    shutil.copytree(tiny.folder, tmp_path / "whole")
    return shutil.copytree(tiny.folder, tmp_path / "copy")


def rewrite(folder, **changes):
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def refusal(folder, what=open_run):
    with pytest.raises(SocialCreditError) as caught:
        what(folder)
    assert caught.value.where.startswith(str(folder)) and "\n" not in caught.value.message
    return caught.value


def test_tables_are_int64_columns_read_once(tiny):
    cells = tiny.table("cells")
    assert cells["residents"].tolist() == [8, 2]
    assert cells["residents"].dtype == np.int64
    assert tiny.table("cells") is cells


def test_what_an_earlier_version_did_not_count_is_named_with_the_way_to_have_it(tiny):
    for table in (tiny.table("cells"), tiny.rows("cells", place=0)):
        assert "wings" not in table and table.get("wings") is None
        caught = refusal(tiny.folder, lambda _, table=table: table["wings"])
        assert "did not count `wings`" in caught.message and "socialcredit repeat" in caught.hint


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(SocialCreditError, match="holds no run"):
        open_run(tmp_path / "nothing")


def test_a_foreign_folder_is_refused(copy):
    rewrite(copy, format="holiday-pictures")
    with pytest.raises(SocialCreditError, match="not a run folder"):
        open_run(copy)


def test_another_layout_is_refused(copy):
    rewrite(copy, version=99)
    with pytest.raises(SocialCreditError, match="layout 99"):
        open_run(copy)


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b"\x00", b"", b"\xff\xfe{}", b"[" * 100_000, b'"text"', b"1" * 5000],
    ids=["cut", "a list", "nought", "empty", "not utf-8", "deep", "text", "a long number"],
)
@pytest.mark.parametrize("name", ["manifest.json", "inputs.json"])
def test_a_damaged_file_is_refused_in_a_sentence(copy, name, content):
    (copy / name).write_bytes(content)
    assert "damaged" in refusal(copy).message


@pytest.mark.parametrize(
    "changes",
    [{"seed": 8}, {"people": 11}, {"months": "two"}, {"names": []}, {"names": {}},
     {"start": "never"}, {"further": 1}, {"state": "running"}, {"content_hash": None}],
    ids=lambda changes: next(iter(changes)),
)  # fmt: skip
def test_a_manifest_that_says_something_else_is_refused(copy, changes):
    rewrite(copy, **changes)
    told = refusal(copy)
    assert "changed or damaged" in told.message
    assert f"socialcredit repeat {copy}" in told.hint


def test_a_manifest_that_is_only_laid_out_otherwise_is_the_same(copy):
    path = copy / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text())).replace(",", " ,\r\n"))
    assert open_run(copy).people == 10


def test_inputs_of_another_run_are_refused(copy):
    write_sealed(copy / "inputs.json", {"by": "somebody else"})
    assert "another run" in refusal(copy).message


def test_lost_inputs_are_named(copy):
    (copy / "inputs.json").unlink()
    assert "lacks inputs.json" in refusal(copy).message


def test_a_run_that_was_stopped_before_it_began_says_the_way_on(copy):
    (copy / "manifest.json").unlink()
    told = refusal(copy)
    assert "stopped before it began" in told.message
    assert f"socialcredit resume {copy}" in told.hint


@pytest.mark.parametrize("name", ["cells", "harm", "panel_events"])
def test_every_flipped_bit_of_a_table_is_noticed(copy, name):
    path = copy / "tables" / f"{name}.parquet"
    whole = path.read_bytes()
    for at in range(0, len(whole), len(whole) // 40):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        told = refusal(copy, lambda folder: open_run(folder).table(name))
        assert f"table {name}" in told.message and "damaged" in told.message
    path.write_bytes(whole)
    assert open_run(copy).table(name)


@pytest.mark.parametrize("wanted", ["*", "day"])
def test_a_table_with_the_right_columns_and_other_numbers_is_refused(copy, wanted):
    """What is read in part is looked at whole."""
    path = copy / "tables" / "panel_events.parquet"
    with duckdb.connect() as books:
        books.execute(f"create table t as select * from '{path}'")
        books.execute("update t set day = day + 1")
        books.execute(f"copy t to '{path}' (format parquet)")
    told = refusal(copy, lambda folder: open_run(folder).select("panel_events", "true", wanted))
    assert "not as it was written" in told.message


@pytest.mark.parametrize(
    "columns", ["*, 1 as further", "* exclude (cell)", "cell::varchar as cell"]
)
def test_a_table_of_another_shape_is_refused(copy, columns):
    path = copy / "tables" / "cells.parquet"
    with duckdb.connect() as books:
        books.execute(f"create table t as select {columns} from '{path}'")
        books.execute(f"copy t to '{path}' (format parquet)")
    told = refusal(copy, lambda folder: open_run(folder).table("cells"))
    assert "table cells" in told.message and "not as it was written" in told.message


def test_a_lost_table_is_named(copy):
    (copy / "tables" / "harm.parquet").unlink()
    told = refusal(copy, lambda folder: open_run(folder).table("harm"))
    assert "table harm" in told.message and "lost" in told.message


def test_a_table_that_the_run_has_not_is_not_read_from_its_folder(copy):
    shutil.copy(copy / "tables" / "cells.parquet", copy / "tables" / "collected2.parquet")
    assert not open_run(copy).has("collected2")
    with pytest.raises(SocialCreditError, match="has no table collected2"):
        open_run(copy).table("collected2")


def test_a_pipe_in_place_of_a_file_is_refused_and_not_waited_for(copy):
    for name in ("tables/cells.parquet", "inputs.json", "manifest.json"):
        (copy / name).unlink()
        os.mkfifo(copy / name)
        told = refusal(copy, lambda folder: open_run(folder).table("cells"))
        assert told.where == str(copy / name)
        (copy / name).unlink()
        shutil.copy(copy.parent / "whole" / name, copy / name)
