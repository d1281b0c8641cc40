"""The small mistakes that `make mutants` makes, and the list of those that change nothing."""

import ast
from pathlib import Path

from tests.mutants.__main__ import PACKAGE, ROOT, chosen, equals
from tests.mutants.places import mutations, reads

SOURCE = b'''
MANY = 3


def several(people, first, last):
    """Text is left alone."""
    if not people or len(people) < MANY:
        raise ValueError(f"{MANY - 1} are too few")
    found = [first.age for one in people if one.age > 17]
    return sum(found) / len(found) if first.adult and last.age else found["a"]
'''


def made(source=SOURCE):
    """What each mistake makes of the line it is on."""
    lines = []
    for one in mutations("somewhere.py", source):
        changed = one.made(source).decode().splitlines()
        lines.append(changed[one.line - 1].strip())
        ast.parse(one.made(source))
    return lines


def test_each_rule_changes_one_place():
    found = made()
    for line in (
        "MANY = (4)",
        "if (people) or len(people) < MANY:",
        "if (not people and len(people) < MANY):",
        "if not people or (len(people) <= MANY):",
        "found = ([first.age for one in people])",
        "found = [(first.adult) for one in people if one.age > 17]",
        "found = [first.age for one in people if (one.age >= 17)]",
        "found = [first.age for one in people if one.age > (18)]",
        "return (found['a'] if first.adult and last.age else sum(found) / len(found))",
        'return (sum(found)) if first.adult and last.age else found["a"]',
        'return (max(found)) / len(found) if first.adult and last.age else found["a"]',
    ):
        assert line in found, line
    assert len(found) == len(set(found))


def test_text_and_error_messages_stay_as_they_are():
    assert not [line for line in made() if "are too few" in line or "left alone" in line]


def test_some_sixty_places_are_tried_and_others_with_another_seed():
    every = [tried.mutation.name for tried in chosen("", None, 0)]
    assert 55 <= len(every) == len(set(every)) <= 65
    assert every != [tried.mutation.name for tried in chosen("", None, 1)]


def test_every_mistake_that_is_explained_can_still_be_made_and_has_a_reason():
    for name, why in equals().items():
        assert why.strip(), name
        path = Path(name.split(" ")[0])
        source = (ROOT / PACKAGE / path).read_bytes()
        mine = [one for one in mutations(path.as_posix(), source) if one.name == name]
        assert mine and reads(mine[0].made(source)), name
