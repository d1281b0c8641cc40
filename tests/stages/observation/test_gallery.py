"""Whom a false match falls on: somebody of the gallery, each as likely, of the same group first."""

from collections import Counter

import numpy as np
import pytest

from socialcredit.core.columns import DRIVER, MINORITY, People
from socialcredit.core.jit import kernel
from socialcredit.core.levels import OCCUPATIONS
from socialcredit.stages.observation.gallery import EVERYBODY, in_gallery, lookalike

BEFORE, MANY = 2, 7  # residents of another community stand before
KEY = np.array([5, 9], np.uint32)
WORDS = [int(word) for word in np.linspace(0, 2**32 - 1, 700)]


@kernel
def alike(people, gallery, group, but, word, luck, key):
    """Whom a false match names, called from outside."""
    return lookalike(people, gallery, 0, group, BEFORE, MANY, 3, luck, but, word, key)


@kernel
def is_in(people, gallery, i, slot, key):
    """Whether a source can name somebody, called from outside."""
    return in_gallery(people, gallery, 0, i, slot, key)


def residents(minority=(), drivers=()):
    people = People(*(np.zeros(BEFORE + MANY, np.uint8) for _ in People._fields))
    for flag, whom in ((MINORITY, minority), (DRIVER, drivers)):
        for who in whom:
            people.flags[BEFORE + who] |= flag
    return people


def gallery(chance=1.0, drivers=None):
    shares = np.full((1, len(OCCUPATIONS), 2), round(chance * EVERYBODY), np.int64)
    if drivers is not None:
        shares[..., 1] = round(drivers * EVERYBODY)
    return shares


def named(people, pictures, group, but):
    """How often each is named, over words spread evenly."""
    luck = np.arange(MANY)
    found = Counter(int(alike(people, pictures, group, but, word, luck, KEY)) for word in WORDS)
    return dict(sorted(found.items()))


def test_each_of_the_group_is_named_as_often_and_never_whom_the_face_belongs_to():
    found = named(residents(minority=[1, 5]), gallery(), 0, but=3)
    assert set(found) == {0, 2, 4, 6}
    assert list(found.values()) == pytest.approx([175] * 4, abs=1)
    five = named(residents(minority=[1]), gallery(), 0, but=3)
    assert list(five.values()) == pytest.approx([140] * 5, abs=1)
    assert set(named(residents(minority=[1, 5]), gallery(), 1, but=3)) == {1, 5}


def test_who_is_alone_in_a_group_is_taken_for_somebody_of_the_other():
    found = named(residents(minority=[4]), gallery(), 1, but=4)
    assert set(found) == {0, 1, 2, 3, 5, 6}
    assert list(found.values()) == pytest.approx([700 / 6] * 6, abs=1)


def test_of_an_empty_gallery_nobody_is_named():
    assert set(named(residents(), gallery(0.0), 0, but=0)) == {-1}


def test_where_only_drivers_are_in_the_gallery_only_drivers_are_named():
    pictures = gallery(0.0, drivers=1.0)
    assert set(named(residents(drivers=[2, 6]), pictures, 0, but=0)) == {2, 6}
    assert set(named(residents(minority=[2], drivers=[2]), pictures, 0, but=0)) == {2}


def test_a_share_of_people_is_in_the_gallery_and_always_the_same():
    people = residents()
    inside = [is_in(people, gallery(0.3), BEFORE, slot, KEY) for slot in range(4000)]
    assert np.mean(inside) == pytest.approx(0.3, abs=0.03)
    assert inside == [is_in(people, gallery(0.3), BEFORE, slot, KEY) for slot in range(4000)]
    more = [is_in(people, gallery(0.6), BEFORE, slot, KEY) for slot in range(4000)]
    assert all(one <= two for one, two in zip(inside, more, strict=True))
