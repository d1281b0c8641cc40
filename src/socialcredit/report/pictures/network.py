"""Which body feeds which: bodies that file on the left, schemes in the middle, doors on the right.

Drawn by hand as SVG, because no chart grammar at hand draws flows; text sizes fit a phone.
"""

from collections.abc import Mapping, Sequence
from textwrap import wrap

from markupsafe import Markup, escape

from socialcredit.report.pictures.vega import GREY, INK, ORANGE, RED

WIDTH, LINE, LETTER, GAP, TOP = 450, 34, 15, 8, 26
LEFT, MIDDLE, RIGHT, THICK = 152, 216, 282, 11  # x of the three columns of nodes, their width
MOST = 8
HALO = ' stroke="#fff" stroke-width="4" stroke-opacity="0.85" paint-order="stroke"'
LETTERS = 22  # a label longer than this is set in several lines

Flow = Mapping[tuple[str, str], float]


def flows(filed: Flow, closed: Flow, schemes: Sequence[str]) -> Markup:
    """SVG of flows from bodies to schemes (`filed`) and from schemes to doors (`closed`).

    Each side has its own scale, the widest column filling the height; at most eight names a side,
    the rest together as "others".
    """
    filed, closed = _folded(filed, 0), _folded(closed, 1)
    lefts = _ranked(filed, 0)
    rights = _ranked(closed, 1)
    room = max(_needed(lefts), _needed(rights), _needed(schemes), 2 * (LINE + GAP))
    height = TOP + room
    left = _stack(lefts, filed, 0, room)
    right = _stack(rights, closed, 1, room)
    inward = _stack(schemes, filed, 1, room)
    outward = _stack(schemes, closed, 0, room)
    nodes = {name: _joined(inward[name], outward[name]) for name in schemes}
    pieces = [_heads(bool(lefts), bool(rights))]
    pieces += _bands(filed, left, inward, LEFT + THICK, MIDDLE, ORANGE)
    pieces += _bands(closed, outward, right, MIDDLE + THICK, RIGHT, RED)
    pieces += [_node(LEFT, *left[name], name, "end") for name in lefts]
    pieces += [_node(RIGHT, *right[name], name, "start") for name in rights]
    at = "middle" if rights and lefts else "start" if lefts else "end"
    pieces += [_node(MIDDLE, *nodes[name], name, at) for name in schemes]
    return Markup(
        '<svg class="marks" viewBox="0 0 {} {}" aria-hidden="true" '
        'font-family="Helvetica Neue, Helvetica, Arial, sans-serif" font-size="12.5">{}</svg>'
    ).format(WIDTH, height, Markup("").join(pieces))


def _folded(flow: Flow, side: int) -> dict[tuple[str, str], float]:
    """The same flow with all but the largest names of one side gathered as "others"."""
    kept = set(_ranked(flow, side)[: MOST if len(_ranked(flow, side)) <= MOST else MOST - 1])
    told: dict[tuple[str, str], float] = {}
    for ends, amount in flow.items():
        pair = list(ends)
        pair[side] = pair[side] if pair[side] in kept else "others"
        told[pair[0], pair[1]] = told.get((pair[0], pair[1]), 0.0) + amount
    return told


def _ranked(flow: Flow, side: int) -> list[str]:
    sums: dict[str, float] = {}
    for ends, amount in flow.items():
        sums[ends[side]] = sums.get(ends[side], 0.0) + amount
    return sorted((n for n in sums if sums[n] > 0), key=lambda n: (n == "others", -sums[n], n))


def _stack(
    names: Sequence[str], flow: Flow, side: int, room: float
) -> dict[str, tuple[float, float]]:
    """Top and height of each node of a column; thin nodes still leave room for their name."""
    sums = [sum(v for ends, v in flow.items() if ends[side] == name) for name in names]
    whole = sum(sums) or 1.0
    free = room - _needed(names)
    stack, top = {}, float(TOP)
    for name, amount in zip(names, sums, strict=True):
        height = _least(name) + max(free, 0.0) * amount / whole
        stack[name] = (top, height)
        top += height + GAP
    return stack


def _least(name: str) -> float:
    """The height that a name needs."""
    return max(LINE, LETTER * len(_in_lines(name)) + 4)


def _needed(names: Sequence[str]) -> float:
    """The height that a column of names needs."""
    return sum(_least(name) + GAP for name in names)


def _joined(one: tuple[float, float], two: tuple[float, float]) -> tuple[float, float]:
    top = min(one[0], two[0])
    return top, max(sum(one), sum(two)) - top


def _bands(
    flow: Flow,
    begin: Mapping[str, tuple[float, float]],
    end: Mapping[str, tuple[float, float]],
    x0: float,
    x1: float,
    colour: str,
) -> list[Markup]:
    """A curved band for each flow; a node shares its height out over its flows."""
    out = {name: sum(v for ends, v in flow.items() if ends[0] == name) for name in begin}
    into = {name: sum(v for ends, v in flow.items() if ends[1] == name) for name in end}
    a = {name: top for name, (top, _) in begin.items()}
    b = {name: top for name, (top, _) in end.items()}
    pieces, middle = [], (x0 + x1) / 2
    order = {name: number for number, name in enumerate([*begin, *end])}
    for (one, two), amount in sorted(flow.items(), key=lambda item: [order[n] for n in item[0]]):
        if amount <= 0:
            continue
        h0, h1 = begin[one][1] * amount / out[one], end[two][1] * amount / into[two]
        path = (
            f"M{x0:.0f} {a[one]:.1f}C{middle:.0f} {a[one]:.1f} {middle:.0f} {b[two]:.1f} "
            f"{x1:.0f} {b[two]:.1f}V{b[two] + h1:.1f}C{middle:.0f} {b[two] + h1:.1f} "
            f"{middle:.0f} {a[one] + h0:.1f} {x0:.0f} {a[one] + h0:.1f}Z"
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


def _node(x: float, top: float, height: float, name: str, anchor: str) -> Markup:
    at = {"end": x - 6, "start": x + THICK + 6, "middle": x + THICK / 2}[anchor]
    halo = Markup(HALO) if anchor == "middle" else Markup("")
    lines = _in_lines(name)
    first = top + height / 2 + 4.5 - LETTER / 2 * (len(lines) - 1)
    words = Markup("").join(
        Markup('<text x="{}" y="{}" text-anchor="{}" fill="{}"{}>{}</text>').format(
            at, f"{first + LETTER * number:.1f}", anchor, INK, halo, escape(line)
        )
        for number, line in enumerate(lines)
    )
    box = Markup('<rect x="{}" y="{}" width="{}" height="{}" rx="2" fill="{}"/>').format(
        x, f"{top:.1f}", THICK, f"{height:.1f}", GREY
    )
    return box + words


def _in_lines(name: str) -> list[str]:
    """A name in as many lines as it needs."""
    return wrap(name, LETTERS)
