"""Run folders: what opens, and what is refused by name."""

import json
import shutil

import numpy as np
import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.results.run import open_run


@pytest.fixture
def copy(tiny, tmp_path):
    return shutil.copytree(tiny.folder, tmp_path / "copy")


def rewrite(folder, **changes):
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def test_tables_are_int64_columns_read_once(tiny):
    cells = tiny.table("cells")
    assert cells["residents"].tolist() == [8, 2]
    assert cells["residents"].dtype == np.int64
    assert tiny.table("cells") is cells


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


@pytest.mark.parametrize("text", ["{", "[]", "\x00"])
def test_a_damaged_manifest_is_refused(copy, text):
    (copy / "manifest.json").write_text(text)
    with pytest.raises(SocialCreditError, match="manifest"):
        open_run(copy)


def test_a_damaged_table_is_refused(copy):
    (copy / "tables" / "harm.parquet").write_bytes(b"PAR1 not really")
    with pytest.raises(SocialCreditError, match="table harm .* is damaged"):
        open_run(copy).table("harm")


def test_a_lost_table_is_refused(copy):
    (copy / "tables" / "harm.parquet").unlink()
    with pytest.raises(SocialCreditError, match="no table harm"):
        open_run(copy).table("harm")


def test_a_table_without_its_columns_is_refused(copy):
    shutil.copy(copy / "tables" / "cells.parquet", copy / "tables" / "harm.parquet")
    with pytest.raises(SocialCreditError, match="lacks the columns .*penal_days"):
        open_run(copy).table("harm")
