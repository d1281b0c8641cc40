"""Profiles: residents told apart by what the rates of deeds depend on, and by nothing else."""

import numpy as np
from numba import uint32

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


def assign_profiles(
    people: People,
    communities: Communities,
    kind: np.ndarray,
    told: int,
    ages: np.ndarray,
    further: np.ndarray = NONE,
) -> np.ndarray:
    """Number the combinations of attributes there are: fills people.profile, returns their keys.

    kind  int64 (places,), kind of home; people of different kinds have different profiles
    told  bits of a key that tell residents apart, see `told_apart`: few keep the tables small
    ages  int64, at most seven, the ages at which a band of ages begins
    further  int64, combinations that nobody has and somebody may have later
    """
    here = kind[communities.place]
    turns = np.flatnonzero(np.diff(here, prepend=-1, append=-1))
    keys = [np.zeros(0, np.int64)]
    for each in range(int(kind.max()) + 1):
        used = np.zeros(KEYS, np.int64)
        stretches = [
            slice(communities.offset[first], communities.offset[end])
            for first, end in zip(turns, turns[1:], strict=False)
            if here[first] == each
        ]
        columns = people.age, people.flags, people.occupation, people.fifth, people.role_education
        for part in stretches:
            mark_profiles(*(column[part] for column in columns), told, ages, used)
        used[further] += 1
        found = np.flatnonzero(used)
        used[found] = np.arange(len(found)) + sum(map(len, keys))
        for part in stretches:
            parts = [column[part] for column in columns]
            write_profiles(*parts, told, ages, used, people.profile[part])
        keys.append(found + each * KEYS)
    return np.concatenate(keys)


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


@kernel
def mark_profiles(age, flags, occupation, fifth, role_education, told, ages, used):
    """Count the residents of each key."""
    for i in range(age.shape[0]):
        used[
            key_of_profile(
                np.int64(age[i]),
                ages,
                np.int64(flags[i]),
                np.int64(occupation[i]),
                np.int64(fifth[i]),
                np.int64(role_education[i]) & 7,
            )
            & told
        ] += 1


@kernel
def write_profiles(age, flags, occupation, fifth, role_education, told, ages, number, profile):
    """Write each resident's profile number."""
    for i in range(age.shape[0]):
        key = key_of_profile(
            np.int64(age[i]),
            ages,
            np.int64(flags[i]),
            np.int64(occupation[i]),
            np.int64(fifth[i]),
            np.int64(role_education[i]) & 7,
        )
        key &= told
        profile[i] = uint32(number[key])


def attributes_of(keys: np.ndarray) -> dict[str, np.ndarray]:
    """What the bits of profile keys say, by attribute."""
    return {name: (keys >> shift) & bits_for(name) for name, shift in SHIFTS.items()}
