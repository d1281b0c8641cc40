"""Which body feeds which: bodies that file on the left, schemes in the middle, doors on the right.

Drawn by hand as SVG, because no chart grammar at hand draws flows; text sizes fit a phone. A bar is
as thick as what it stands for; where its name needs more room than that, the room around it grows.
"""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import NamedTuple

from markupsafe import Markup, escape

from socialcredit.report.pictures.vega import GREY, INK, ORANGE, RED

WIDTH, LETTER, GAP, TOP = 450, 15, 8, 26
LEFT, MIDDLE, RIGHT, THICK = 152, 216, 282, 12  # x of the three columns of nodes, their width
BODY = 240  # thickness of all that a side files or closes, together
MOST = 8
HALO = ' stroke="#fff" stroke-width="4" stroke-opacity="0.85" paint-order="stroke"'
LETTERS = 22  # a label longer than this is set in several lines

Flow = Mapping[tuple[str, str], float]


class Node(NamedTuple):
    """A bar of the picture: where its name is centred, and its thickness on each of its sides."""

    centre: float
    thick: tuple[float, ...]

    def top(self, side: int) -> float:
        """Where the bar begins on a side."""
        return self.centre - self.thick[side] / 2


def flows(filed: Flow, closed: Flow, schemes: Sequence[str]) -> Markup:
    """SVG of flows from bodies to schemes (`filed`) and from schemes to doors (`closed`).

    Bars and bands are as thick as their amounts; each side has its own scale, its whole being 240
    units. At most eight names a side, the rest together as "others".
    """
    filed, closed = _folded(filed, 0), _folded(closed, 1)
    filing, into = _thickness(filed, 0), _thickness(filed, 1)
    out, doors = _thickness(closed, 0), _thickness(closed, 1)
    columns: list[dict[str, tuple[float, ...]]] = [
        {name: (filing[name],) for name in _ranked(filed, 0)},
        {name: (into.get(name, 0.0), out.get(name, 0.0)) for name in schemes},
        {name: (doors[name],) for name in _ranked(closed, 1)},
    ]
    room = max(sum(_room(*one) for one in column.items()) for column in columns)
    left, nodes, right = (_stack(column, room) for column in columns)
    pieces = [_heads(bool(left), bool(right))]
    pieces += _bands(filed, left, nodes, LEFT + THICK, MIDDLE, ORANGE)
    pieces += _bands(closed, nodes, right, MIDDLE + THICK, RIGHT, RED)
    pieces += [_node(LEFT, node, name, "end") for name, node in left.items()]
    pieces += [_node(RIGHT, node, name, "start") for name, node in right.items()]
    at = "middle" if right and left else "start" if left else "end"
    pieces += [_node(MIDDLE, node, name, at) for name, node in nodes.items()]
    return Markup(
        '<svg class="marks" viewBox="0 0 {} {}" aria-hidden="true" '
        'font-family="Helvetica Neue, Helvetica, Arial, sans-serif" font-size="12.5">{}</svg>'
    ).format(WIDTH, f"{TOP + room:.0f}", Markup("").join(pieces))


def _folded(flow: Flow, side: int) -> dict[tuple[str, str], float]:
    """The same flow with all but the largest names of one side gathered as "others"."""
    ranked = _ranked(flow, side)
    kept = set(ranked[: MOST if len(ranked) <= MOST else MOST - 1])
    told: dict[tuple[str, str], float] = {}
    for ends, amount in flow.items():
        pair = list(ends)
        pair[side] = pair[side] if pair[side] in kept else "others"
        told[pair[0], pair[1]] = told.get((pair[0], pair[1]), 0.0) + amount
    return told


def _sums(flow: Flow, side: int) -> dict[str, float]:
    """The whole amount of each name of one side of a flow: 0 where it begins, 1 where it ends."""
    sums: dict[str, float] = {}
    for ends, amount in flow.items():
        sums[ends[side]] = sums.get(ends[side], 0.0) + max(amount, 0.0)
    return sums


def _ranked(flow: Flow, side: int) -> list[str]:
    sums = _sums(flow, side)
    return sorted((n for n in sums if sums[n] > 0), key=lambda n: (n == "others", -sums[n], n))


def _thickness(flow: Flow, side: int) -> dict[str, float]:
    sums = _sums(flow, side)
    whole = sum(sums.values()) or 1.0
    return {name: BODY * amount / whole for name, amount in sums.items()}


def _room(name: str, thick: tuple[float, ...]) -> float:
    """The height that a bar and its name need."""
    return max(*thick, LETTER * len(_in_lines(name)) + 4) + GAP


def _stack(column: Mapping[str, tuple[float, ...]], room: float) -> dict[str, Node]:
    """The bars of a column, one below the other in the middle of the picture's height."""
    needed = sum(_room(*one) for one in column.items())
    stack, top = {}, TOP + (room - needed) / 2
    for name, thick in column.items():
        high = _room(name, thick)
        stack[name] = Node(top + high / 2, thick)
        top += high
    return stack


def _bands(
    flow: Flow,
    begin: Mapping[str, Node],
    end: Mapping[str, Node],
    x0: float,
    x1: float,
    colour: str,
) -> list[Markup]:
    """A curved band for each flow, as thick as its amount at both ends."""
    out, into = _sums(flow, 0), _sums(flow, 1)
    a = {name: node.top(-1) for name, node in begin.items()}
    b = {name: node.top(0) for name, node in end.items()}
    pieces, middle = [], (x0 + x1) / 2
    order = {name: number for number, name in enumerate([*begin, *end])}
    for (one, two), amount in sorted(flow.items(), key=lambda item: [order[n] for n in item[0]]):
        if amount <= 0:
            continue
        h0 = begin[one].thick[-1] * amount / out[one]
        h1 = end[two].thick[0] * amount / into[two]
        path = (
            f"M{x0:.0f} {a[one]:.2f}C{middle:.0f} {a[one]:.2f} {middle:.0f} {b[two]:.2f} "
            f"{x1:.0f} {b[two]:.2f}V{b[two] + h1:.2f}C{middle:.0f} {b[two] + h1:.2f} "
            f"{middle:.0f} {a[one] + h0:.2f} {x0:.0f} {a[one] + h0:.2f}Z"
        )
        pieces.append(Markup('<path d="{}" fill="{}" fill-opacity="0.35"/>').format(path, colour))
        a[one] += h0
        b[two] += h1
    return pieces


def _heads(left: bool, right: bool) -> Markup:
    said = [(LEFT + THICK, "end", "who files", left), (RIGHT, "start", "where doors close", right)]
    return Markup("").join(
        Markup('<text x="{}" y="13" text-anchor="{}" fill="#555B63">{}</text>').format(x, at, word)
        for x, at, word, shown in said
        if shown
    )


def _node(x: float, node: Node, name: str, anchor: str) -> Markup:
    at = {"end": x - 6, "start": x + THICK + 6, "middle": x + THICK / 2}[anchor]
    halo = Markup(HALO) if anchor == "middle" else Markup("")
    lines = _in_lines(name)
    first = node.centre + 4.5 - LETTER / 2 * (len(lines) - 1)
    words = Markup("").join(
        Markup('<text x="{}" y="{}" text-anchor="{}" fill="{}"{}>{}</text>').format(
            at, f"{first + LETTER * number:.1f}", anchor, INK, halo, escape(line)
        )
        for number, line in enumerate(lines)
    )
    wide = THICK / len(node.thick)
    boxes = Markup("").join(
        Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>').format(
            f"{x + wide * side:g}", f"{node.top(side):.2f}", f"{wide:g}", f"{thick:.2f}", GREY
        )
        for side, thick in enumerate(node.thick)
        if thick
    )
    return boxes + words


def _in_lines(name: str) -> list[str]:
    """A name in as many lines as it needs."""
    return wrap(name, LETTERS)
