"""What a consequence says: which door opens or closes, for whom, and how often."""

from __future__ import annotations

from socialcredit.core.retelling import MONEY
from socialcredit.core.text import heading, joined, plain
from socialcredit.language.model.consequences import Consequence, Fails
from socialcredit.language.read.quantities import written
from socialcredit.language.tell.curves import curve
from socialcredit.language.tell.lists import by_means
from socialcredit.language.tell.signs import sign_words
from socialcredit.language.tell.wording import Names, Phrase, share

EFFECTS = {
    "refuse": "refused",
    "dearer": "costs more",
    "priority": "comes first",
    "money": "",
    "inspect": "inspected",
    "shown": "shown",
    "sign": "the grade hangs at the door",
    "surcharge": "pays a surcharge",
    "incapacitate": "",
    "close": "closed, another firm opens on the premises,",
}
HITS = {"self": "the person", "household": "the household", "children": "the children"}


def consequence_phrase(rule: Consequence, names: Names) -> Phrase:
    """Say which door opens or closes, for whom."""
    effect = f"{', '.join(_effect(rule))} {_when(rule, names)}"
    if rule.stops:
        deeds = joined(map(plain, rule.stops), "or")
        effect = f"stops every {deeds} while it lasts, {_when(rule, names)}"
    if rule.paid_back:
        effect += ", paid back when the record is corrected"
    if rule.hits != ("self",):
        effect += f"; it falls on {joined(HITS[hit] for hit in rule.hits)}"
    if rule.layer:
        effect += f"; where the layer {plain(rule.layer)} holds"
    title = f"{heading(rule.title or rule.consequence)} ({plain(rule.domain)})"
    told = _looks(rule) if rule.effect != "sign" else sign_words(rule)
    return title, effect + _paying(rule, names) + told + _evading(rule)


def _paying(rule: Consequence, names: Names) -> str:
    """How much of a sum comes in, how well that is known, and what ends when it does."""
    if rule.collected is None:
        return ""
    told = f"; of those told of the record {share(rule.collected.paid)} pay it"
    told += f" ({rule.collected.evidence}), and nobody else does"
    ended = joined((f'"{names.entries.get(e, plain(e))}"' for e in rule.collected.ends), "and")
    return f"{told}; when it is paid, what is on file under {ended} ends" if ended else told


def _evading(rule: Consequence) -> str:
    """Who gets round what keeps people from deeds, and how well that is known."""
    if rule.evaded is None:
        return ""
    known = f" ({rule.evaded.evidence})"
    return f"; {share(rule.evaded.share)} of people get round it{known}"


def _effect(rule: Consequence) -> list[str]:
    if rule.fails is not None:
        return _failing(rule.fails)
    if rule.visits is not None:
        often = "once" if rule.visits == 1 else f"{rule.visits:g} times"
        return [f"inspected {often} a year"]
    words = [EFFECTS[rule.effect] + (f" to {rule.audience}" if rule.audience else "")]
    words[0] += by_means(rule.means)
    if rule.money_per_point is not None:
        words.append(f"{written(abs(rule.money_per_point))} {MONEY} for each point")
    if rule.money is not None:
        turn = "receives" if rule.money > 0 else "pays"
        often = f" a {rule.per}" if rule.per in ("year", "month") else ""
        often += " once" if rule.per == "once" else ""
        often += " for each unit" if rule.effect == "surcharge" else ""
        words.append(f"{turn} {written(abs(rule.money))} {MONEY}{often}")
    return [word for word in words if word]


def _failing(rule: Fails) -> list[str]:
    """How often a check at the door fails its own user."""
    words = [f"turns away the right person in {share(rule.chance)} of tries"]
    if rule.never:
        words.append(f"always for {share(rule.never)} of people")
    if rule.minority_times != 1:
        words.append(f"{rule.minority_times:g} times as often in the minority;")
    return words


def _when(rule: Consequence, names: Names) -> str:
    if rule.when.list:
        listed = names.lists.get(rule.when.list, plain(rule.when.list))
        whose = f" of `{rule.when.of}`" if rule.when.of else ""
        return f'to people on the list "{listed}"{whose}'
    if rule.when.entry:
        entries = joined((f'"{names.entries.get(e, plain(e))}"' for e in rule.when.entry), "or")
        each = "of each" if rule.money_per_point is not None else "with each"
        return f"{each} record under {entries}"
    if rule.when.anyone:
        return "for anyone scored"
    return f"with grade {joined(map(plain, rule.when.grades or ()), 'or')}"


def _looks(rule: Consequence) -> str:
    """How often the body looks at the grade or list at all, and who tries again."""
    looks = {day: share(value) for day, value in (rule.coverage or {}).items()}
    tries = {day: f"{value:g}" for day, value in (rule.again or {}).items()}
    looked = "; the body looks at {} of attempts"
    if rule.effect == "inspect":
        looked = "; {} of attempts are inspected"
    return curve(looks, looked) + curve(tries, "; who is refused tries again {} times")
