"""Groups of kinds whose motivation a price may replace: what a file may say of them.

A group is named in the file and lists deeds, or groups of deeds as domains have them. A deed that
is named must have a price: a rule of a scheme of the run that takes or gives for it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from socialcredit.compile.counts_as import kin_of, with_kin
from socialcredit.core.errors import nearest
from socialcredit.language.model.beliefs import BehaviourFile
from socialcredit.language.model.beliefs import Mechanism as Written
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem, gather
from socialcredit.language.read.positions import Loc
from socialcredit.language.resolve.assumption_files import assumption_tree
from socialcredit.stages.response.contract import Kinds
from socialcredit.stages.response.motivation import MOST_GROUPS

NAME = "motivation"
EXPECTED = "groups: {NAME: [deeds, or groups of deeds]}"


def problems_of_groups(written: Written, loc: Loc) -> Iterator[Problem]:
    """What groups of a file do not fit, whichever deeds there are."""
    groups = written.parameters.get("groups")
    if written.mechanism != NAME or groups is None:
        return
    if not isinstance(groups, dict):
        yield Problem((*loc, "groups"), "these are no groups of deeds", EXPECTED)
        return
    wrong = [name for name, words in groups.items() if not _are_words(words)]
    for name in wrong:
        yield Problem((*loc, "groups", name), f"`{name}` lists no deeds", EXPECTED)
    if wrong:
        return
    if len(groups) > MOST_GROUPS:
        message = f"{len(groups)} groups would take {len(groups)} bytes of every resident"
        yield Problem((*loc, "groups"), message, f"at most {MOST_GROUPS} groups")
    kappa = written.parameters.get("kappa", 0.0)
    for name in kappa if isinstance(kappa, dict) else ():
        if name not in groups:
            expected = "one of " + ", ".join(groups)
            message = f"there is no group `{name}`"
            yield Problem((*loc, "kappa", name), message, expected, nearest(name, [*groups]), True)
    for name in groups if isinstance(kappa, dict) else ():
        if name not in kappa:
            message = f"how far a price moves the group `{name}` is not said"
            yield Problem((*loc, "kappa"), message, "kappa: {" + name + ": a number}")
    listed = [word for words in groups.values() for word in words]
    for name, words in groups.items():
        for at, word in enumerate(words):
            if listed.count(word) > 1:
                message = f"`{word}` stands in more than one group, or twice"
                yield Problem((*loc, "groups", name, at), message, "each word once")


def _are_words(words: Any) -> bool:
    return isinstance(words, list) and bool(words) and all(isinstance(one, str) for one in words)


def problems_of_prices(
    file: BehaviourFile, switches: Mapping[str, bool], kinds: Kinds, priced: Collection[str]
) -> Iterator[Problem]:
    """Words of groups that nobody knows, and deeds among them that no rule has a price for.

    priced  the deeds for which a rule of a scheme of the run takes or gives
    """
    known = [*kinds.deed, *dict.fromkeys(kinds.group)]
    for index, written in enumerate(file.mechanisms):
        if written.mechanism != NAME or not switches.get(NAME, written.on):
            continue
        for name, words in (written.parameters.get("groups") or {}).items():
            for at, word in enumerate(words):
                loc: Loc = ("mechanisms", index, "groups", name, at)
                if word not in known:
                    message = f"there is no deed and no group of deeds `{word}`"
                    expected = "one of " + ", ".join(known[:12]) + ", ..."
                    yield Problem(loc, message, expected, nearest(word, known))
                elif word in kinds.deed and word not in priced:
                    message = f"no rule of this run has a price for `{word}`"
                    some = (
                        ", ".join(sorted(priced)[:12]) or "none: no scheme of the run has entries"
                    )
                    expected = f"a deed with a rule that takes or gives: {some}; or leave it out"
                    yield Problem(loc, message, expected, nearest(word, [*priced]))


def priced_by(
    schemes: Sequence[Scheme], deeds: Sequence[Mapping[str, Any]], sources: Sequence[Any]
) -> set[str]:
    """The deeds for which some entry takes or gives points, or a grade."""
    kin = kin_of(deeds, sources)
    named = {entry.deed for scheme in schemes for entry in scheme.entries}
    return with_kin(named, kin.deeds) & {deed["deed"] for deed in deeds}


def refuse_unpriced(path: Path, problems: Sequence[Problem]) -> None:
    """Raise SocialCreditError with the file, the line and the next step, where there is any."""
    if problems:
        raise gather(assumption_tree(path), list(problems))
