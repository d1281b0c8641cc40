"""The program of the process that draws: one spec a line in, one SVG out; see `renderer.py`."""

import json
import select
import sys

import vl_convert

EMPTY = {"data": {"values": []}, "mark": "point"}
DAY = {"field": "day", "type": "temporal"}
NAME = {"field": "name", "type": "nominal"}
EXAMPLE = {
    "data": {"values": [{"day": f"{y}-01-01", "n": y, "name": y % 2} for y in range(2010, 2030)]},
    "width": 600,
    "height": 200,
    "encoding": {"x": DAY, "y": {"field": "n", "type": "quantitative"}, "color": NAME},
    "layer": [{"mark": "line"}, {"mark": "bar"}, {"mark": "text", "encoding": {"text": NAME}}],
}
PRACTICE = 6  # the engine draws faster what it has drawn before, by a third


def main() -> None:
    """Wake the engine, practise until a picture is asked for, then draw until none is."""
    vl_convert.vegalite_to_svg(EMPTY)
    for _ in range(PRACTICE):
        if asked_for():
            break
        vl_convert.vegalite_to_svg(EXAMPLE)
    for line in sys.stdin:
        print(json.dumps(vl_convert.vegalite_to_svg(json.loads(line))), flush=True)


def asked_for() -> bool:
    """Whether a picture is waited for; Windows cannot tell, and there nothing is practised."""
    return sys.platform == "win32" or bool(select.select([sys.stdin], [], [], 0)[0])


if __name__ == "__main__":
    try:
        main()
    except (Exception, KeyboardInterrupt) as problem:  # whoever asked tells it in a sentence
        told = str(problem).strip().splitlines() or [type(problem).__name__]
        print(json.dumps({"failed": told[0]}), flush=True)
