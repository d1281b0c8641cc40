"""The program of the process that draws: one spec a line in, one SVG a line out; see `easel.py`."""

import json
import sys

import vl_convert

EMPTY = {"data": {"values": []}, "mark": "point"}


def main() -> None:
    """Wake the engine with an empty picture, then draw what comes in until nothing does."""
    vl_convert.vegalite_to_svg(EMPTY)
    for line in sys.stdin:
        print(json.dumps(vl_convert.vegalite_to_svg(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
