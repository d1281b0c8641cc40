"""Three thousand broken schemes: each is a scheme or an error with a place, never anything else."""

import random
import re
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from socialcredit.compile.consequences import compile_doors
from socialcredit.compile.lists import compile_lists
from socialcredit.compile.records import compile_procedure
from socialcredit.compile.scheme import compile_book
from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check.scheme import Vocabulary, problems_of
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import checked, gather
from socialcredit.language.read.yaml import read_bytes
from tests.language.fixtures import MINI

FILES = 3_000
PLACED = re.compile(r"mini\.yaml:[1-9]\d*:[1-9]\d*")
VOCABULARY = Vocabulary(
    deeds=frozenset(re.findall(r"deed: ([\w-]+)", MINI)),
    sources=frozenset({"banks"}),
    domains=frozenset({"transport", "utilities"}),
    places=frozenset({"rongcheng"}),
)
ODD = [
    b"{", b"}", b"[", b"]", b":", b": ", b",", b"-", b"- ", b"?", b"&a ", b"*a", b"!", b"!!map ",
    b"|", b">", b"'", b'"', b"#", b" #", b"%", b"@", b"`", b"\n", b"\r", b"\t", b"  ", b"\x00",
    b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xc2\x85", b"---\n", b"...\n", b"<<: ",
    b"null", b"~", b"true", b"no", b"-1", b"0", b"1e999", b".nan", b"9" * 40, b"1/0", b"0x", b"0o8",
    b"2014-13-01", b"0000-00-00", b"9999-12-31", b"12:30:00", b"lowest", b"end", b"[[[[[[[[",
    b"{{{{", b"9999 years", b"x" * 500, "é字".encode(), b"1_0", b"[end, 1]", b"&a [*a]",
    b"\xf0\x9f\x98\x80",
]  # fmt: skip


def load(data: bytes) -> Scheme:
    tree = read_bytes(data, "mini.yaml")
    scheme = checked(Scheme, tree)
    problems = problems_of(scheme, VOCABULARY)
    if problems:
        raise gather(tree, problems)
    return scheme


def in_force(scheme: Scheme, day: date) -> None:
    """The scheme as the tables of a run that begins this month: whatever was read fits in them."""
    first = day.replace(day=1)
    deeds, sources, domains = (
        {name: n for n, name in enumerate(sorted(w))} for w in VOCABULARY[:3]
    )
    book = compile_book([scheme], deeds, sources, first, first)
    compile_procedure([scheme], lambda window: np.full((2, 5), 0.1), first, first)
    compile_lists([scheme], 255, first, first)
    compile_doors([scheme], domains, {}, first, book.bands.shape[1], deeds)


def outcome(data: bytes) -> str:
    """What becomes of a file; anything but a scheme or a placed error escapes as a failure."""
    try:
        scheme = load(data)
    except SocialCreditError as error:
        assert PLACED.fullmatch(error.where), (error.where, data)
        for other in error.others:
            assert not other.where or PLACED.fullmatch(other.where), (other.where, data)
        assert error.render()
        return "refused"
    in_force(scheme, scheme.starts)
    return "read"


def mutated(rng: random.Random, data: bytes) -> bytes:
    """A file with one to four changes to its bytes, words or lines."""
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        data = rng.choice((_bytes_changed, _words_changed, _lines_changed))(rng, data)
    return data


def _bytes_changed(rng: random.Random, data: bytes) -> bytes:
    at, until = sorted((rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)))
    until = min(until, at + rng.choice((0, 1, 1, 3, 40)))
    return data[:at] + rng.choice((rng.choice(ODD), rng.randbytes(1))) + data[until:]


def _words_changed(rng: random.Random, data: bytes) -> bytes:
    words = list(re.finditer(rb"[\w./-]+", data))
    if not words:
        return data
    one, other = rng.choice(words), rng.choice(words)
    new = rng.choice((other.group(), rng.choice(ODD), b"", one.group() + other.group()))
    return data[: one.start()] + new + data[one.end() :]


def _lines_changed(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(4):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[other])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case _:
            lines[at] = b" " * rng.randrange(5) + lines[at]
    return b"\n".join(lines)


def test_three_thousand_mutated_schemes():
    rng, original = random.Random(20140101), MINI.encode()
    seen = {"read": 0, "refused": 0}
    for _ in range(FILES):
        seen[outcome(mutated(rng, original))] += 1
    assert seen["read"] > FILES // 50  # the changes are small enough to reach the rules
    assert seen["refused"] > FILES // 4


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_at_all(data):
    assert outcome(data) == "refused"


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("{}[]:,-?&*!|>'\"#%@ \nab1~<."), max_size=60))
def test_any_punctuation_at_all(text):
    assert outcome(text.encode()) == "refused"
