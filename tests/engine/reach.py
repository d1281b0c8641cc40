"""What each mechanism may move beyond the kinds, people, places and days that rules cause.

Nothing: that is what one is held to which is not named here. Who is named says why.
"""

from dataclasses import dataclass

B = "assumptions.behaviour."
GROUPS = ("help", "road", "money")  # whose motivation prices move, as shipped


@dataclass(frozen=True)
class Reach:
    """How far a mechanism reaches, and what makes it seen in a small town.

    loud    changes that make its effect large
    needs   mechanisms that have to be on beside it
    silent  it moves no deed of residents in this town, and why
    free    it may move kinds of which no rule speaks, and why
    lasts   it may go on after the last scheme, and why
    others  it may move residents whom no scheme scores, and why
    """

    loud: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    silent: str = ""
    free: str = ""
    lasts: str = ""
    others: str = ""


def strength(name: str, value: float) -> str:
    """A change of a mechanism's strength."""
    return f"{B}{name}.strength={value:g}"


EAGER = strength("offsetting", 200)
# Whoever has lost a point is penalised.
ONCE_DEDUCTED = (
    "schemes.rongcheng.grades.0.bands={AAA: 1050, AA: 1030, A: 1000, B: 850, C: 600, D: lowest}",
    "schemes.rongcheng.grades.0.penal=[B, C, D]",
)
REACH: dict[str, Reach] = {
    "perceived-risk": Reach((strength("perceived-risk", 4),)),
    "value-of-standing": Reach((strength("value-of-standing", 5),)),
    "offsetting": Reach((EAGER,)),
    "chilling": Reach(
        (strength("chilling", 2), f"{B}chilling.stays=0.5"),
        lasts="a share of the deepest fall does not come back",
    ),
    "motivation": Reach(
        (strength("motivation", 1), *(f"{B}motivation.kappa.{of}=0.9" for of in GROUPS)),
        free="a price on some kinds of a group moves all of them",
        lasts="what a price did to a norm outlives it",
    ),
    "drift": Reach(
        (EAGER, strength("drift", 0.8)), needs=("offsetting",),
        free="it takes from help that no scheme measures",
    ),
    "shame": Reach(
        (f"{B}shame.threat=20", f"{B}shame.pays=0.9", f"{B}shame.audience=1"),
        free="who is made public withdraws from lawful acts of any kind in sight",
    ),
    "strain": Reach(silent="nobody is refused credit or work so soon; test_strain.py"),
    "giving-up": Reach(silent="it acts on tries at doors; test_giving_up.py"),
    "approval": Reach(silent="what people think moves no deed"),
    "protest": Reach(silent="what it does is the scenario's; test_protest.py"),
    "mob": Reach(silent="it moves no deed; test_mob.py"),
    "licensing": Reach(
        (EAGER, strength("licensing", 1)), needs=("offsetting",),
        free="a credit licenses bad deeds of any kind", lasts="for the month after a credit",
    ),
    "association": Reach(
        (strength("association", 3), f"{B}association.men=1", f"{B}association.women=1",
         f"{B}association.leaves=0.5", *ONCE_DEDUCTED),
        free="who is drawn in does bad deeds of any kind",
        lasts="who is drawn in comes back by and by",
        others="kin whom no scheme scores live with somebody whom one does",
    ),
    "while-listed": Reach(silent="few are on a list so soon"),
    "dispute": Reach(silent="it acts on records"),
    "compliance": Reach(silent="it is of firms"),
    "reopening": Reach(silent="it is of firms"),
}  # fmt: skip


def reach_of(name: str) -> Reach:
    """How far a mechanism may reach; of one that is not named, no further than rules."""
    return REACH.get(name, Reach())


def seen(name: str) -> str:
    """What to do where a mechanism moves nothing in the town."""
    return (
        f"`{name}` moves no deed here: say in tests/engine/reach.py what makes it loud, or why it "
        "is silent"
    )
