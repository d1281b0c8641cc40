"""What was made once and is made again of the same: kept, by what it depends on.

Experiments are many small runs of almost the same, and most of what one takes is not its life but
its preparation. Two ways of knowing what is the same: by content, for what is made anew for each
run (`Kept`), and by identity, for values that never change (`once`), which asks for nothing but
that whoever reads a file again is handed the same tree while its bytes are the same.
"""

import functools
import hashlib
import pickle
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast

Made = TypeVar("Made", bound=Callable[..., Any])
Found = TypeVar("Found")
USUAL = 64  # results of a function that are kept, where nothing else is said
# Asked by their value.
PLAIN = frozenset((str, int, float, bool, bytes, type(None), type, date, type(Path())))


class Kept:
    """The last few things made, each by a key that says all that it depends on."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.made: OrderedDict[Any, Any] = OrderedDict()
        self.lock = Lock()

    def get(self, given: Any, make: Callable[[], Any]) -> Any:
        """What was made of the same content, or else what is made now."""
        return self.by(hashed(given), make)

    def by(self, key: Any, make: Callable[[], Any]) -> Any:
        """What was made under this key, or else what is made now."""
        with self.lock:
            if key in self.made:
                self.made.move_to_end(key)
                return self.made[key]
        found = make()
        with self.lock:
            self.made[key] = found
            while len(self.made) > self.most:
                self.made.popitem(last=False)
        return found


class Remembers:
    """What never changes, and so makes what is asked of it once; for a class with a `_made`."""

    _made: dict[Hashable, Any]

    def once(self, what: Hashable, make: Callable[[], Found]) -> Found:
        """What `make` gives, made when first asked for."""
        if what not in self._made:
            self._made[what] = make()
        found: Found = self._made[what]
        return found


def hashed(given: Any) -> str:
    """SHA-256 of values, arrays and tables; equal ones may differ in it, unlike ones do."""
    return hashlib.sha256(pickle.dumps(given, protocol=5)).hexdigest()


def once(most: int = USUAL) -> Callable[[Made], Made]:
    """Make a function's result once for the same arguments, of the last `most` of them.

    Arguments are the same where they are the same object, words and numbers where they are equal;
    neither they nor the result may ever change. What raises is not kept. It is the oldest that is
    forgotten: to ask again takes no lock.
    """

    def kept_by(function: Made) -> Made:
        kept = Kept(most)

        @functools.wraps(function)
        def known(*given: Any) -> Any:
            asked = [one if type(one) in PLAIN else id(one) for one in given]
            key = (*map(type, given), *asked)
            found = kept.made.get(key)
            if found is None:
                # What is kept holds its arguments, so that nobody else is given their identity.
                found = kept.by(key, lambda: (function(*given), given))
            return found[0]

        return cast(Made, known)

    return kept_by


content_of = once()(hashed)
"""`hashed` of one thing that never changes, reckoned once for the same object."""
