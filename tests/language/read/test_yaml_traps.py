"""YAML's well known traps: what a file says is what its author sees."""

from datetime import date

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.read.files import MOST_BYTES
from socialcredit.language.read.positions import plain
from socialcredit.language.read.yaml import read, read_bytes, read_text
from tests.language.fixtures import MINI, changed, error_of


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"), ("yes", "yes"), ("off", "off"), ("y", "y"), ("NO", "NO"),
        ("true", True), ("False", False), ("null", None), ("~", None), ("nil", "nil"),
        ("12:30:00", "12:30:00"), ("1:20", "1:20"), ("2014-01-01", date(2014, 1, 1)),
        ("2014-02-30", "2014-02-30"), ("2014-01-01T00:00:00", "2014-01-01T00:00:00"),
        ("010", 10), ("0o10", 8), ("0x1F", 31), ("1_000", "1_000"), ("+5", 5), ("-3", -3),
        ("1.50", 1.5), (".5", 0.5), ("1e3", 1000.0), (".inf", ".inf"), (".nan", ".nan"),
        ("1" * 19, int("1" * 19)), ("1" * 41, "1" * 41),
        ("'5'", "5"), ('"no"', "no"), ("1/2", "1/2"), ("=", "="),
    ],
)  # fmt: skip
def test_a_plain_word_means_what_yaml_1_2_says(written, meant):
    value = plain(read_text(f"key: {written}\n", "f.yaml"))["key"]
    assert value == meant
    assert type(value) is type(meant)


def test_keys_are_always_text():
    tree = read_text("{no: 1, 2010: 2, 2012-01-01: 3, true: 4, null: 5}", "f.yaml")
    assert list(plain(tree)) == ["no", "2010", "2012-01-01", "true", "null"]


@pytest.mark.parametrize(
    ("text", "where", "problem"),
    [
        ("", "1:1", "empty"),
        ("# only a remark\n", "1:1", "empty"),
        ("a: 1\nb: 2\na: 3\n", "3:1", "stands twice"),
        ("a: {x: 1, x: 2}\n", "1:11", "stands twice"),
        ("a:\n\tb: 1\n", "2:1", "tab"),
        ("a: 1\t# remark\n", "1:5", "tab"),
        ("a: &x [*x]\n", "1:8", "contains itself"),
        ("a: *nobody\n", "1:4", "no value has this name"),
        ("<<: {a: 1}\n", "1:1", "merge keys"),
        ("a: !!python/object:os.system {}\n", "1:4", "tags"),
        ("a: !custom 1\n", "1:4", "tags"),
        ("a: 1\n---\nb: 2\n", "2:1", "second document"),
        ("? [a, b]\n: 1\n", "1:3", "key must be a word"),
        ("'': 1\n", "1:1", "key is empty"),
        ("a: [1, 2\nb: 3\n", "2:2", "not YAML"),
        ("a: 'open\n", "2:1", "not YAML"),
        ("a: \x07\n", "1:4", "cannot be seen"),
        ("a: " + "[" * 200, "1:44", "nested too deeply"),
    ],
)
def test_what_is_refused_is_refused_at_its_place(text, where, problem):
    with pytest.raises(SocialCreditError) as caught:
        read_text(text, "f.yaml")
    assert caught.value.where == f"f.yaml:{where}"
    assert problem in caught.value.message


def test_aliases_that_unfold_without_end_are_refused():
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    with pytest.raises(SocialCreditError, match="unfolds into too many values"):
        read_text("\n".join(lines), "f.yaml")


def test_an_honest_alias_is_understood():
    assert plain(read_text("a: &x [1, no]\nb: *x\n", "f")) == {"a": [1, "no"], "b": [1, "no"]}


def test_text_that_is_not_utf_8_is_refused_at_the_byte():
    with pytest.raises(SocialCreditError) as caught:
        read_bytes(b"a: 1\nb: \xe9t\xe9\n", "f.yaml")
    assert caught.value.where == "f.yaml:2:4"
    assert "UTF-8" in caught.value.message


def test_a_byte_order_mark_is_no_part_of_the_first_key():
    assert plain(read_bytes(b"\xef\xbb\xbfa: 1\n", "f.yaml")) == {"a": 1}


def test_a_huge_file_and_a_missing_file_are_named(tmp_path):
    with pytest.raises(SocialCreditError, match="too large"):
        read_bytes(b" " * (MOST_BYTES + 1), "f.yaml")
    with pytest.raises(SocialCreditError, match="cannot be read"):
        read(tmp_path / "absent.yaml")


def test_no_where_a_yes_or_no_belongs_says_so():
    error = error_of(changed("published: true", "published: no"))
    assert error.where.startswith("mini.yaml:28:")
    assert error.message == "in YAML 1.2 `no` is a word, not a yes-or-no value"
    assert error.expected == "true or false"


def test_a_grade_may_be_called_no():
    assert "no" in MINI.replace("D: lowest", "no: lowest")
    error = error_of(MINI.replace("D: lowest", "no: lowest"))
    assert error.message == "there is no grade `D`"
