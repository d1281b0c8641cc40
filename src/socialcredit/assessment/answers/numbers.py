"""A number of the evidence in a document: told with both its ranges, which are never mixed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from socialcredit.assessment.called import called, scheme_title
from socialcredit.assessment.document import Grid, Inline, Paragraph, Part, Span, plain
from socialcredit.assessment.evidence import Ends, Evidence, Number
from socialcredit.core.text import counted
from socialcredit.results import naming
from socialcredit.results.measures.measure import block
from socialcredit.results.measures.registry import chosen
from socialcredit.results.measures.wrongful import wrongful_penalties
from socialcredit.results.run import FIRMS_KEY
from socialcredit.results.words.measured import tell

NOT_KNOWN = "not known"
TOO_FEW = "too few to tell"
BRACKETS = "In brackets where the number lies by luck; by what is assumed (90 % each)."
FEW_SEEDS = 5  # from which on a range by luck says more than that there are few
FEW_DRAWS = 20  # of which nine in ten leave out one on either side
LUCK, ASSUMPTIONS = "by luck", "by what is assumed"
RANGES = ("measure", "as written", LUCK, ASSUMPTIONS)
UNTOLD = "Not known, or too few to tell: "
NOT_TOLD = re.compile(re.escape(UNTOLD) + r"(.+?)\.(?= |$)")  # the sentence that names what
_PLACE = re.compile(r"\{([^{}]+)\}")
_SENTENCE = re.compile(r"(?<=\.) (?=[{A-Z])")


def schemes_told(evidence: Evidence) -> list[str]:
    """The name of the scheme that is told in full; "" of the only one.

    Of several it is the one under which most days of penalty were borne: twelve pages hold one. All
    of them stand beside each other in a table.
    """
    names = names_of(evidence)
    if len(names) < 2:
        return [""]

    def penal(number: int) -> int:
        return int(block(wrongful_penalties, evidence.run, number)["penal_days"])

    return [names[max(range(len(names)), key=lambda number: (penal(number), -number))]]


def names_of(evidence: Evidence) -> list[str]:
    """Names of all schemes, as keys of numbers have them."""
    return naming.scheme_names(evidence.run)


def the_schemes(evidence: Evidence) -> str:
    """What the twin lives without, in words."""
    return "the scheme" if len(evidence.run.names["schemes"]) == 1 else "the schemes"


def title_of(evidence: Evidence, scheme: str) -> str:
    """What a scheme is called by people; "" of the only one."""
    return scheme_title(evidence.run, scheme)


def keys_of(evidence: Evidence, names: Sequence[str]) -> list[str]:
    """Keys of the numbers that these ids are of: of all schemes that are told, in their order."""
    keys: list[str] = []
    for measure in chosen_in_order(names):
        for scheme in schemes_told(evidence) if measure.by_scheme else [""]:
            key = f"{scheme}/{measure.id}" if scheme else measure.id
            if (key, "") in evidence.numbers:
                keys.append(key)
            elif (f"{FIRMS_KEY}{key}", "") in evidence.numbers and evidence.run.prefix:
                keys.append(f"{FIRMS_KEY}{key}")
    return keys


def chosen_in_order(names: Sequence[str]) -> list:  # type: ignore[type-arg]
    """The measures of these ids in the order in which they are asked for, each once."""
    found = [one for name in names for one in chosen([name])]
    return list(dict.fromkeys(found))


def number(evidence: Evidence, key: str, alternative: str = "") -> Number | None:
    """The number of a key under a design; None where nobody asked for it."""
    return evidence.numbers.get((key, alternative))


def told(found: Number | None) -> Inline:
    """Its value: a number of the table, or why there is none."""
    if found is None or found.value is None:
        return plain(NOT_KNOWN)
    if found.few:
        return plain(TOO_FEW)
    return (_span(found, "value", found.value),)


def luck(found: Number | None) -> Inline:
    """Where luck alone could have put it."""
    return _ends(found, found.luck if found else None, "luck.low", "luck.high")


def assumptions(found: Number | None) -> Inline:
    """Where what is assumed could have put it."""
    if known(found) and found is not None and found.few_draws:
        return plain(TOO_FEW)
    ends = found.assumptions if found else None
    return _ends(found, ends, "assumptions.low", "assumptions.high")


def ranges(found: Number | None) -> Inline:
    """Both ranges in brackets, to stand behind the number in a sentence."""
    if not known(found):
        return ()
    if _unmoved(found):
        return (Span(f" (the same {LUCK} and {ASSUMPTIONS})"),)
    return (
        Span(" ("), *luck(found), Span(f" {LUCK}; "), *assumptions(found), Span(f" {ASSUMPTIONS})"),
    )  # fmt: skip


def _unmoved(found: Number | None) -> bool:
    """Whether both its ranges read as the number itself."""
    if found is None or found.value is None or found.luck is None or found.assumptions is None:
        return False
    ends = (*found.luck, *found.assumptions)
    return {tell(found.of, end) for end in ends} == {tell(found.of, found.value)}


def whole(found: Number | None) -> Inline:
    """The number with both ranges."""
    return (*told(found), *ranges(found))


def compact(found: Number | None) -> Inline:
    """The number with both ranges, short, for a table that says which is which."""
    if not known(found):
        return told(found)
    return (*told(found), Span(" ("), *luck(found), Span("; "), *assumptions(found), Span(")"))


def _span(found: Number, part: Part, exact: float) -> Span:
    return Span(tell(found.of, exact), found.key, found.alternative, part, exact)


def _ends(found: Number | None, ends: Ends, low: Part, high: Part) -> Inline:
    if found is None or found.value is None or ends is None:
        return plain(NOT_KNOWN)
    if found.few:
        return plain(TOO_FEW)
    if tell(found.of, ends[0]) == tell(found.of, ends[1]):
        return (_span(found, low, ends[0]),)
    return (_span(found, low, ends[0]), Span(" to "), _span(found, high, ends[1]))


def words(evidence: Evidence, key: str, unit: bool = True) -> str:
    """What a key's number is: the measure, and the scheme where there are several."""
    return called(evidence.run, key, unit)


def grid(
    evidence: Evidence, names: Sequence[str], caption: str = "", note: str = ""
) -> Grid | Paragraph:
    """A table of these measures, each with both its ranges; what is not known is named below."""
    keys = keys_of(evidence, names)
    if not keys:
        asked = ", ".join(names)
        return Paragraph(plain(f"Not measured in these runs: {asked}."), "note")
    found = {key: number(evidence, key) for key in keys}
    rows = tuple(
        (plain(words(evidence, key)), told(one), luck(one), assumptions(one))
        for key, one in found.items()
        if known(one)
    )
    left = not_told(words(evidence, key, unit=False) for key in keys if not known(found[key]))
    if not rows:
        return Paragraph(plain(left), "note")
    under = " ".join(filter(None, (note, left)))
    return Grid(caption or "Numbers with both their ranges", RANGES, rows, under)


def not_told(what: Iterable[str]) -> str:
    """What is not known, named once each; nothing where all is known."""
    named = "; ".join(dict.fromkeys(what))
    return f"{UNTOLD}{named}." if named else ""


def coarse(evidence: Evidence) -> str:
    """That ranges are of few seeds or draws, where they are."""
    seeds, points = (int(evidence.asked.get(name) or 0) for name in ("seeds", "points"))
    if not 0 < seeds < FEW_SEEDS and not 0 < points < FEW_DRAWS:
        return ""
    many = f"{counted(seeds, 'repetition')} and {counted(points, 'draw')}"
    return (
        f"Ranges of {many} are coarse: a wide one by luck may say no more than that there are few, "
        "and a narrow one by what is assumed may miss what further draws would show."
    )


def sentences(evidence: Evidence, template: str, silent: bool = False) -> tuple[Paragraph, ...]:
    """Sentences in which `{M1.share}` is the number with both ranges, and `{M1.share!}` bare.

    Once for each scheme that is told. No sentence begins with a number, which may read `under
    0.1 %`. A sentence of which a number is not known is left out, and
    what is not known is named behind the others, unless that is `silent`: of what a scheme need
    not have.
    """
    found = [_of_scheme(evidence, template, one, silent) for one in _of(evidence, template)]
    return tuple(Paragraph(inline) for inline in found if inline)


def _of(evidence: Evidence, template: str) -> list[str]:
    ids = [name.rstrip("!") for name in _PLACE.findall(template)]
    several = any(measure.by_scheme for measure in chosen_in_order(ids))
    return schemes_told(evidence) if several else [""]


def _of_scheme(evidence: Evidence, template: str, scheme: str, silent: bool) -> Inline:
    spans: list[Span] = []
    missing: list[str] = []
    asked = False
    for one in _SENTENCE.split(template):
        ids = [name.rstrip("!") for name in _PLACE.findall(one)]
        found = {name: _number_of(evidence, name, scheme) for name in ids}
        asked |= any(each is not None for each in found.values())
        unknown = [name for name, each in found.items() if not known(each)]
        missing += [chosen([name])[0].words for name in unknown]
        if not unknown:
            spans += [Span(" ")] if spans else []
            spans += _filled(one, found)
    if not asked or (silent and not spans):
        return ()
    if missing and not silent:
        spans.append(Span(f"{' ' if spans else ''}{not_told(missing)}"))
    title = title_of(evidence, scheme) if scheme else ""
    return (Span(f"{title}: "), *spans) if title else tuple(spans)


def known(found: Number | None) -> bool:
    """Whether there is a number to tell."""
    return found is not None and found.value is not None and not found.few


def _number_of(evidence: Evidence, name: str, scheme: str) -> Number | None:
    by_scheme = scheme and chosen([name])[0].by_scheme
    return number(evidence, f"{scheme}/{name}" if by_scheme else name)


def _filled(one: str, found: dict[str, Number | None]) -> list[Span]:
    spans: list[Span] = []
    for place, piece in enumerate(_PLACE.split(one)):
        if place % 2 == 0:
            spans += [Span(piece)] if piece else []
        elif piece.endswith("!"):
            spans += told(found[piece.rstrip("!")])
        else:
            spans += whole(found[piece])
    return spans


def paragraphs(lines: Iterable[str], manner: str = "text") -> tuple[Paragraph, ...]:
    """Paragraphs of plain words."""
    return tuple(Paragraph(plain(line), manner) for line in lines if line)  # type: ignore[arg-type]


def cells(*texts: str | Inline) -> tuple[Inline, ...]:
    """A row of a table out of words and numbers."""
    return tuple(plain(text) if isinstance(text, str) else text for text in texts)


def count_of_run(evidence: Evidence) -> str:
    """What stands under a table of counts of one run, whose ranges nobody knows."""
    seed = evidence.run.manifest.get("seed")
    return f"Counted in one run (seed {seed}); of such counts no range is known."


def scheme_numbers(evidence: Evidence) -> Iterator[tuple[int, str]]:
    """Numbers and titles of the schemes that are told one by one; "" of the only one."""
    names = names_of(evidence)
    for name in schemes_told(evidence):
        yield (names.index(name) if name else 0), title_of(evidence, name)
