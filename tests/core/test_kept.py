"""What is kept is what would be made now: by content, by identity, and only the last few."""

from pathlib import Path

import pytest

from socialcredit.core.kept import Kept, hashed, once


def counted(most):
    calls = []

    @once(most)
    def made(*given):
        calls.append(given)
        return [*given]

    return made, calls


def test_the_same_object_is_asked_about_once_and_its_equal_again():
    made, calls = counted(4)
    one, equal = ["a"], ["a"]
    assert made(one) is made(one)
    assert made(equal) == made(one) and made(equal) is not made(one)
    assert len(calls) == 2


@pytest.mark.parametrize("word", ["a", 3, 2.5, None, b"x", Path("x")])
def test_words_numbers_and_paths_are_the_same_where_they_are_equal(word):
    made, calls = counted(4)
    twin = Path(str(word)) if isinstance(word, Path) else word
    assert made(word) is made(twin) and len(calls) == 1


def test_one_and_true_are_two_things():
    made, calls = counted(4)
    made(1), made(True), made(1.0)
    assert len(calls) == 3


def test_an_identity_is_never_handed_to_another_object_while_it_is_kept():
    made, calls = counted(50)
    for number in range(50):  # each list dies here unless it is held
        assert made([number]) == [[number]]
    assert len(calls) == 50


def test_what_raises_is_not_kept():
    calls = []

    @once(4)
    def fails(word):
        calls.append(word)
        raise ValueError(word)

    for _ in range(2):
        with pytest.raises(ValueError):
            fails("a")
    assert len(calls) == 2


def test_only_the_last_few_are_kept_and_nothing_where_none_may_be():
    kept = Kept(2)
    for number in (1, 2, 1, 3):
        kept.get(number, lambda number=number: number)
    assert [*kept.made] == [hashed(1), hashed(3)]
    made, calls = counted(0)
    made("a"), made("a")
    assert len(calls) == 2
