"""A file is parsed once as long as it says the same, and anew when it was changed."""

from dataclasses import FrozenInstanceError

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.read.positions import plain
from socialcredit.language.read.yaml import read


def test_the_same_text_has_the_same_tree_and_another_text_another(tmp_path):
    file = tmp_path / "town.yaml"
    file.write_text("people: 1\n")
    first = read(file)
    assert read(file) is first
    file.write_text("people: 2\n")
    assert (plain(read(file)), plain(first)) == ({"people": 2}, {"people": 1})


def test_the_same_text_in_another_file_has_places_of_its_own(tmp_path):
    found = []
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text("people: 1\n")
        found.append(read(tmp_path / name).get("people").place.file)
    assert found == [str(tmp_path / name) for name in ("one.yaml", "two.yaml")]


def test_nobody_can_change_a_tree_that_others_have(tmp_path):
    file = tmp_path / "town.yaml"
    file.write_text("people: 1\n")
    with pytest.raises(FrozenInstanceError):
        read(file).value = None
    plain(read(file))["people"] = 3
    assert plain(read(file)) == {"people": 1}


def test_a_mistake_is_told_each_time(tmp_path):
    file = tmp_path / "town.yaml"
    file.write_text("people: 1\npeople: 2\n")
    for _ in range(2):
        with pytest.raises(SocialCreditError, match="twice"):
            read(file)
