"""Lists and publication in plain words."""

from __future__ import annotations

from collections.abc import Callable

from socialcredit.core.levels import Means
from socialcredit.core.text import heading, joined, plain
from socialcredit.language.model.lists import ListRule, Publication
from socialcredit.language.model.totals import Counted, Totalled
from socialcredit.language.read.quantities import duration_text, written
from socialcredit.language.tell.wording import Phrase

BY_MEANS: dict[Means, str] = {
    "web": "on the web", "app": "in an app", "press": "in the press", "board": "on a board",
    "screen": "on a screen", "tone": "by a tone",
}  # fmt: skip


def summed_phrase(asked: Counted | Totalled, titles: Callable[[str], str] = plain) -> str:
    """Say how many records, or how much in all, are asked within which time."""
    entries, within = joined(map(titles, asked.of), "or"), duration_text(asked.within)
    if isinstance(asked, Totalled):
        return f"more than {asked.over:,} in all by records under {entries} within {within}"
    sized = "" if asked.above is None else f" of more than {asked.above:,} each"
    return f"{asked.at_least} records{sized} under {entries} within {within}"


def list_phrase(rule: ListRule) -> Phrase:
    """Say who enters a list, who leaves it and who sees it."""
    ground = (
        summed_phrase(rule.enter.summed)
        if rule.enter.summed is not None
        else f"a score above {written(rule.enter.score_above)}"
        if rule.enter.score_above is not None
        else f"a score below {written(rule.enter.score_below)}"
        if rule.enter.score_below is not None
        else f"a record under {joined(map(plain, rule.enter.entry), 'or')}"
        if rule.enter.entry
        else f"grade {joined(map(plain, rule.enter.grades or ()), 'or')}"
    )
    leaves = "for as long as that lasts"
    if rule.term is not None:
        leaves = f"for {duration_text(rule.term)}" + (" at most" if rule.enter.records else "")
    if rule.block:
        leaves += f", and when struck out on request not again for {duration_text(rule.block)}"
    seen = f"shown to {rule.audience or 'the public'}" if rule.published else "not published"
    seen += by_means(rule.means)
    name = f"{heading(rule.title or rule.list)} ({rule.colour})"
    return name, f"entered with {ground}, {leaves}; {seen}"


def publication_phrase(rule: Publication) -> Phrase:
    """Say which records are made public, to whom, and what stands beside them."""
    if rule.of == "nothing":
        return "", "no record is made public"
    beside = f", with {joined(rule.shows)}" if rule.shows else ""
    return rule.of.capitalize(), f"shown to {rule.audience}{by_means(rule.means)}{beside}"


def by_means(means: Means | None) -> str:
    """Say by which means somebody is shown; nothing where the rule does not."""
    return f" {BY_MEANS[means]}" if means else ""
