"""Profiles: residents told apart by what the rates of deeds depend on, and by nothing else."""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import DRIVER, FEMALE, MINORITY, ONLINE, URBAN, Communities, People
from socialcredit.core.jit import inner, kernel

# Bits of a profile key: age band 3, sex, urban, occupation 3, fifth 3, education 3, driver, online,
# minority.
SHIFTS = {
    "age": 0,
    "sex": 3,
    "urban": 4,
    "occupation": 5,
    "fifth": 8,
    "education": 11,
    "driver": 14,
    "online": 15,
    "group": 16,
}
WIDTHS = {"sex": 1, "urban": 1, "driver": 1, "online": 1, "group": 1}  # bits; else three
KEYS = 1 << 17
NONE = np.zeros(0, np.int64)


def bits_for(name: str) -> int:
    return (1 << WIDTHS.get(name, 3)) - 1


SEEN = sum(bits_for(name) << SHIFTS[name] for name in ("urban", "occupation", "driver", "group"))


class Apart(NamedTuple):
    """What tells people apart whose rates of deeds may differ."""

    kind: np.ndarray  # int64 (places,) kind of home; people of different kinds have other profiles
    told: int  # bits of a key on which the rate of a deed depends: few keep the tables small
    ages: np.ndarray  # int64, at most seven, the ages at which a band of ages begins


def stretches(communities: Communities, first: int, last: int) -> list[tuple[int, int, int]]:
    """The people of communities first .. last-1, place by place: (place, first, end)."""
    place = communities.place[first:last].astype(np.int64)
    turns = np.flatnonzero(np.diff(place, prepend=-1, append=-1))
    ends = communities.offset[first + turns].tolist()
    return list(zip(place[turns[:-1]].tolist(), ends, ends[1:], strict=False))


def counted(
    people: People, communities: Communities, first: int, last: int, apart: Apart
) -> np.ndarray:
    """How many people of communities first .. last-1 have which attributes: int64 (2, found).

    In the first row place x KEYS + key, in rising order where places rise; in the second how many.
    Keys hold what tells people apart, and what sources tell apart whatever the deeds (`SEEN`).
    """
    used = np.zeros(KEYS, np.int32)
    room = np.zeros(min(KEYS, len(people.age)), np.int64)
    codes: list[np.ndarray] = [np.zeros(0, np.int64)]
    many = codes.copy()
    for place, start, stop in stretches(communities, first, last):
        found = count_keys(people, start, stop, apart.told | SEEN, apart.ages, used, room)
        keys = np.sort(room[:found])
        codes.append(keys + place * KEYS)
        many.append(used[keys])
        used[keys] = 0
    return np.stack([np.concatenate(codes), np.concatenate(many)])


def keys_found(found: np.ndarray, apart: Apart, further: np.ndarray = NONE) -> np.ndarray:
    """The combinations of attributes there are, by kind of home: int64 (profiles,), rising.

    found  as `counted` tells it
    further  int64, combinations that nobody has and somebody may have later
    """
    kinds = np.arange(int(apart.kind.max()) + 1)
    later = (kinds[:, None] * KEYS + further).ravel()
    return np.unique(np.concatenate([key_by_kind(found[0], apart), later]))


def key_by_kind(code: np.ndarray, apart: Apart) -> np.ndarray:
    """The key of a profile, with the kind of home before it, of what `counted` tells; int64."""
    place, key = np.divmod(code, KEYS)
    return np.asarray(apart.kind[place] * KEYS + (key & apart.told))


def numbered(keys: np.ndarray, kinds: int) -> np.ndarray:
    """The profile of each combination of attributes: uint16 (kinds of home, KEYS)."""
    number = np.zeros((kinds, KEYS), np.uint16)
    number[keys // KEYS, keys % KEYS] = np.arange(len(keys))
    return number


def profiles_of(
    people: People, communities: Communities, first: int, last: int, apart: Apart, keys: np.ndarray
) -> np.ndarray:
    """The profile of each of the people of communities first .. last-1: uint16 (people,).

    keys  of the whole run, see `keys_found`
    """
    profile = np.zeros(len(people.age), np.uint16)
    number = numbered(keys, int(apart.kind.max()) + 1)
    for place, start, stop in stretches(communities, first, last):
        of_kind = number[apart.kind[place]]
        write_profiles(people, start, stop, apart.told, apart.ages, of_kind, profile)
    return profile


@inner
def key_of_profile(age, ages, flags, occupation, fifth, education):
    """The attributes that a deed's rate may depend on, packed."""
    band = 0
    for k in range(ages.shape[0]):
        band += age >= ages[k]
    sex, urban = (flags & FEMALE) > 0, (flags & URBAN) > 0
    driver, online, minority = (flags & DRIVER) > 0, (flags & ONLINE) > 0, (flags & MINORITY) > 0
    low = band | sex << 3 | urban << 4 | occupation << 5 | fifth << 8 | education << 11
    return low | driver << 14 | online << 15 | minority << 16


@inner
def key_of(people, i, ages):
    """The attributes of one of the people, packed."""
    return key_of_profile(
        np.int64(people.age[i]),
        ages,
        np.int64(people.flags[i]),
        np.int64(people.occupation[i]),
        np.int64(people.fifth[i]),
        np.int64(people.role_education[i]) & 7,
    )


@kernel
def add_rates(order, code, many, rate, together, often):
    """Add up the rates of so many people of a profile in the row of their cell.

    order  int64 (found,), in which they are added
    code   int64 (found,), cell and profile in one number    many  int64 (found,), how many people
    rate   float64 (profiles, kinds) of occasions    together  float64 (kinds,) deeds on each
    often  float64 (cells, kinds), added to
    """
    for n in order:
        cell, profile = code[n] // rate.shape[0], code[n] % rate.shape[0]
        for kind in range(rate.shape[1]):
            often[cell, kind] += many[n] * (rate[profile, kind] * together[kind])


@kernel
def count_keys(people, start, stop, told, ages, used, found):
    """Count people start .. stop-1 by their keys; writes the keys found, returns how many.

    used  int32 (KEYS,), nought before
    """
    many = 0
    for i in range(start, stop):
        key = key_of(people, i, ages) & told
        if used[key] == 0:
            found[many] = key
            many += 1
        used[key] += 1
    return many


@kernel
def write_profiles(people, start, stop, told, ages, number, profile):
    """Write the profile number of people start .. stop-1."""
    for i in range(start, stop):
        profile[i] = number[key_of(people, i, ages) & told]


def attributes_of(keys: np.ndarray) -> dict[str, np.ndarray]:
    """What the bits of profile keys say, by attribute."""
    return {name: (keys >> shift) & bits_for(name) for name, shift in SHIFTS.items()}
