"""What fits no run, though every file fits by itself: lists read and not kept, too many bans."""

from collections.abc import Mapping, Sequence

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.limits import MOST_BANS
from socialcredit.core.populations import Kind
from socialcredit.language.check.discretion import problems_of_borders
from socialcredit.language.check.doors import moved_idle
from socialcredit.language.check.scenario import problems_of_crossed, problems_of_exchange
from socialcredit.language.check.standing import problems_of_duties, problems_of_graded
from socialcredit.language.check.steps import problems_of_steps
from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.paths import scheme_names
from socialcredit.language.resolve.vocabulary import tried_of, vocabulary_of


def check_together(schemes: Sequence[Scheme], before: Sequence[Scheme], beliefs: Beliefs) -> None:
    """Refuse schemes that fit no run together, or not with these sources.

    before  the schemes as they were before any alternative
    """
    check_lists_read(schemes)
    check_bans(schemes)
    check_rounds(schemes, before, beliefs)


def check_lists_read(schemes: Sequence[Scheme]) -> None:
    """Refuse a consequence that reads a list which the scheme it names does not keep.

    A shipped scheme may be absent from the run; then nobody is on its list.
    """
    lists = {scheme.scheme: [rule.list for rule in scheme.lists] for scheme in schemes}
    shipped = [name for name in scheme_names() if name not in lists]
    for scheme in schemes:
        for rule in scheme.consequences:
            of, name = rule.when.of, rule.when.list
            if of is None or of in shipped or name in lists.get(of, ()):
                continue
            known = lists[of] if of in lists else [*lists, *shipped]
            wrong = str(name) if of in lists else of
            raise SocialCreditError(
                f"`{rule.id}` of `{scheme.scheme}` reads the list `{name}` of `{of}`, and there is "
                f"no such {'list' if of in lists else 'scheme in the run'}",
                text=f"of: {of}, list: {name}",
                expected="one of " + ", ".join(known),
                meant=nearest(wrong, known),
            )


def check_moved(
    before: Mapping[str, Scheme], after: Mapping[str, Scheme], beliefs: Beliefs
) -> None:
    """Refuse a change that moves a consequence to where nobody tries anything."""
    tried = tried_of(beliefs)
    for name, scheme in after.items():
        for rule, problem in moved_idle(before[name], scheme, tried):
            raise SocialCreditError(
                f"{problem.message}: `{rule}` of `{name}`, as it was changed",
                expected=problem.expected,
                hint="correct the change of the consequence",
            )


def check_bans(schemes: Sequence[Scheme]) -> None:
    """Refuse more consequences that stop deeds than a run can tell apart."""
    many = sum(bool(rule.stops) for scheme in schemes for rule in scheme.consequences)
    if many > MOST_BANS:
        raise SocialCreditError(
            f"{many} consequences of the scenario stop deeds",
            expected=f"at most {MOST_BANS}, earlier versions included",
            hint="leave out some of its schemes",
        )


def check_rounds(schemes: Sequence[Scheme], before: Sequence[Scheme], beliefs: Beliefs) -> None:
    """Refuse rounds by grades that a scheme of the run has not, or that leave one out.

    What the rules say of visits was there to go by: where an alternative takes it away, all firms
    are alike to inspectors.
    """
    sensors = beliefs.sensors
    said = (*problems_of_duties(sensors, before), *problems_of_borders(sensors, before))
    for problem in (*problems_of_graded(sensors, schemes), *said):
        raise SocialCreditError(
            f"{problem.message}, as it was changed",
            expected=problem.expected,
            meant=problem.meant,
            hint="correct the change of the grades, or of the rounds",
        )


def check_exchange(scenario: Scenario, of: Mapping[Kind, tuple[Sequence[Scheme], Beliefs]]) -> None:
    """Refuse what is to cross and cannot be written down, and lists that are none.

    of  the schemes and beliefs of each population
    """
    words = {kind: vocabulary_of(beliefs) for kind, (_, beliefs) in of.items()}
    hint = "add it there (a deed that nobody does has `rate: 0`), or take it from `exchange`"
    for problem in problems_of_exchange(scenario, words):
        raise SocialCreditError(problem.message, expected=problem.expected, hint=hint)
    for problem in problems_of_crossed(scenario, {kind: one for kind, (one, _) in of.items()}):
        raise SocialCreditError(
            problem.message, expected=problem.expected, meant=problem.meant,
            hint="correct `exchange` of the scenario",
        )  # fmt: skip


def check_steps(scenario: Scenario, schemes: Sequence[Scheme], beliefs: Beliefs) -> None:
    """Refuse steps of days where anything goes by months."""
    for problem in problems_of_steps(scenario, schemes, beliefs):
        raise SocialCreditError(
            problem.message, text=f"step_days: {scenario.step_days}", expected=problem.expected,
            hint="leave `step_days` out, or correct what goes by months",
        )  # fmt: skip
