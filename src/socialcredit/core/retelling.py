"""Sentences about residents, told of another population.

What a run shows is said once, in sentences about residents. Of a run of firms the same sentences
are told with the words of firms: `core/populations` declares the nouns, and the phrases below say
what has no noun of its own (a relative is another firm of the same owner). Names that somebody gave
to deeds, grades and schemes are left as they are. What means nothing of firms is not retold: such
sections are left out where they are made.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from socialcredit.core.populations import FIRMS, PERSONS, Kind
from socialcredit.core.text import upper_first

Teller = Callable[[str], str]
MONEY = "units of money"  # where the currency of a run stands, until its name is known
FIRST_CURRENCY = "yuan"  # of places and runs that say none, as all were of one nation once
OF_MONEY = (FIRST_CURRENCY, "money")  # units of sizes, as files of deeds name them
HELD = "\ue000{}\ue001"  # where a name stood while the sentence around it is retold
ENDS = re.compile("\ue000(\\d+)\ue001")
# Text between the tags of a page, and what its pictures say to those who do not see them.
BETWEEN = re.compile(
    r"(<style.*?</style>|<script.*?</script>|<[^>]*?\baria-label=\"[^\"]*\"[^>]*>|<[^>]+>)", re.S
)
LABEL = re.compile(r'(aria-label=")([^"]*)(")')

# People who are no subjects, on a page of firms too: whom a firm harms.
STAY = ("people ill", "people made ill", "people fell ill", "people fallen ill", "person ill")

# Lines may have been broken within it.
_MONEY = re.compile("(?<!\\w)" + MONEY.replace(" ", "\\s+") + "(?!\\w)", re.I)
_NO, _YES = FIRMS.group
_OTHER = f"another {FIRMS.one} of the same {FIRMS.block}"
_OTHERS = f"other {FIRMS.many} of the same {FIRMS.block}"
_TOGETHER = f"with all {FIRMS.many} of an {FIRMS.block} in one {FIRMS.place}"

# What is said of residents, as a pattern, and what of firms; the earlier goes before the later.
PHRASES: tuple[tuple[str, str], ...] = (
    (r"--resident\b", f"--{FIRMS.one}"),
    (r"nobody here is a real person", "no firm here is a real one"),
    (r"in whole households, from census tables", f"{_TOGETHER}, from published counts"),
    (r"in whole households", _TOGETHER),
    (r"because what their members meet", "because what their firms meet"),
    (r"somebody of the household", _OTHER),
    (r"(for|through) a relative('s sake)?", rf"\1 {_OTHER}"),
    (r"a relative(?! )|a relative was", f"{_OTHER} was"),
    (r"relatives", _OTHERS),
    (r"each housemate", f"each {_OTHERS.removeprefix('other ')[:-1]}"),
    (r"household income", "size"),
    (r"households", f"{FIRMS.block}s"),
    (r"household", FIRMS.block),
    (r"in the majority|of the majority", f"among the {_NO}"),
    (r"in the minority|of the minority(?! group)", f"among the {_YES}"),
    (r"of the minority group", _YES),
    (rf"in the ({_NO}|{_YES})", r"among the \1"),
    (r"the (panel's )?majority('s)?", rf"the \1{_NO}"),
    (r"(the|its) minority('s)?", rf"\1 {_YES}"),
    (r"majority", _NO),
    (r"minority", _YES),
    (r"in the poorest fifth|poorest fifth", f"{FIRMS.levels[0]} firms"),
    (r"in the richest fifth|richest fifth|in the richest", f"{FIRMS.levels[-1]} firms"),
    (r"women", "firms with a kitchen"),
    (r"men", "those without a kitchen"),
    (r"of adults", "of firms"),
    (r"where people live", "where firms are"),
    (r"which (people|residents)", "which firms"),
    (r"(residents|people|persons|those) who(m?)", r"\1 that"),
    (r"(somebody|anybody|everybody|nobody|a person|a resident|the person) who(m?)", r"\1 that"),
    (r"somebody else", "another firm"),
    (r"nobody(?! has published| picked| knows)", "no firm"),
    (r"somebody(?! chose)", "a firm"),
    (r"anybody", "any firm"),
    (r"(?<!shown\sto\s)(?<!seen\sby\s)everybody", "every firm"),
    (r"(synthetic|1,000|thousand) people", rf"\1 {FIRMS.many}"),
    (r"people's", f"{FIRMS.many}'"),
    (r"(a|one|the) person's", rf"\1 {FIRMS.one}'s"),
    (r"(resident|person)(-(?:days?|years?|months?))", rf"{FIRMS.one}\2"),
    (r"residents|people|persons", FIRMS.many),
    (r"resident|person", FIRMS.one),
    (r"by occupation", "by ownership"),
    (r"occupations?", "ownership"),
    (r"a head", f"a {FIRMS.one}"),
    (r"domains of life", "domains of business"),
    (r"domain of life", "domain of business"),
    (r"part of life", "part of business"),
    (r"parts of life", "parts of business"),
    (r"by place", f"by {FIRMS.place}"),
    (r"(\d+|all|of|other|further) places", rf"\1 {FIRMS.place}s"),
    (r"(\d+|one|each|every|a) place(?=[ .,;:)]|$)", rf"\1 {FIRMS.place}"),
)
_TO_FIRMS = tuple(
    (re.compile(rf"(?<![\w-])(?:{said.replace(' ', chr(92) + 's+')})(?!\w)", re.I), told)
    for said, told in PHRASES
)  # fmt: skip
# Words that stand alone: heads of columns, and names of what divides residents.
_LABELS = {
    "place": FIRMS.place, "places": f"{FIRMS.place}s",
    **{column: title for column, (title, _) in FIRMS.cells.items()},
}  # fmt: skip


def _cased(told: str) -> Callable[[re.Match[str]], str]:
    """A phrase in its place, with a capital or in capitals where the one before had them."""

    def put(found: re.Match[str]) -> str:
        new, old = found.expand(told), found.group()
        if len(old) > 1 and old.isupper():
            return new.upper()
        return upper_first(new) if old[:1].isupper() else new

    return put


def _of_firms(text: str) -> str:
    if text in _LABELS:
        return _LABELS[text]
    for said, told in _TO_FIRMS:
        text = said.sub(_cased(told), text)
    return text


@dataclass(frozen=True)
class Coin:
    """Sentences on money, told with the name of a currency."""

    currency: str

    def __call__(self, text: str) -> str:
        """The text with the currency wherever money stands in it."""
        return _MONEY.sub(_cased(self.currency.replace("\\", r"\\")), text)


# Where sentences are about no run, or about two whose money has two names.
OF_A_RUN = Coin("units of the run's currency")
OF_EACH = Coin("units of each one's own currency")


def teller(kind: Kind, names: Iterable[str] = (), currency: str | None = None) -> Teller:
    """How sentences are told of a population: as they are of residents, else in its words.

    names  what somebody called a deed, a grade or a scheme; these stay as they are
    currency  in which its money is told; None where there is no place whose it could be
    """
    coin: Teller = Coin(currency) if currency else str
    if kind == PERSONS.kind:
        return coin
    kept = sorted({n for name in names for n in _readings(name) if _of_firms(n) != n})
    whole = _any_of((*kept, *STAY))

    @lru_cache(maxsize=4096)
    def tell(text: str) -> str:
        held: list[str] = []

        def hold(found: re.Match[str]) -> str:
            held.append(found.group())
            return HELD.format(len(held) - 1)

        told = coin(_of_firms(whole.sub(hold, text)))
        return ENDS.sub(lambda found: held[int(found.group(1))], told)

    return tell


def _readings(name: str) -> Iterable[str]:
    """A name as pages write it: as it is, without hyphens, and within a sentence."""
    for one in (name, name.replace("-", " ")):
        yield from (one, one[:1].lower() + one[1:], upper_first(one))


def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these names, the longest first; none that is but one word, which sentences use."""
    told = sorted((name for name in names if " " in name), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, told)))


def page_told(tell: Teller, page: str) -> str:
    """A page's text and the words for its pictures retold; its tags and styles as they are."""
    if tell is str or isinstance(tell, Coin):
        return tell(page)
    return "".join(_piece(tell, piece) for piece in BETWEEN.split(page))


def _piece(tell: Teller, piece: str) -> str:
    if piece.startswith("<"):
        return LABEL.sub(
            lambda found: found[1] + html.escape(tell(html.unescape(found[2]))) + found[3], piece
        )
    return html.escape(tell(html.unescape(piece)), quote=False) if piece.strip() else piece


def texts_of(found: Any) -> Iterator[str]:
    """Every text among values that hold values."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for value in found.values():
            yield from texts_of(value)
    elif isinstance(found, list | tuple):
        for value in found:
            yield from texts_of(value)


def deep_told(tell: Teller, found: Any) -> Any:
    """Every text among values retold; names of fields, which machines ask by, as they are."""
    if isinstance(found, str):
        return tell(found)
    if isinstance(found, dict):
        return {key: deep_told(tell, value) for key, value in found.items()}
    if isinstance(found, list | tuple):
        return [deep_told(tell, value) for value in found]
    return found
