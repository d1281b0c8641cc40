"""What pages say by their socket, which anybody may have written."""

from typing import Any, TypeGuard


def is_number(value: Any, last: int) -> TypeGuard[int]:
    """Whether it is a whole number from 0 to the last; JSON's `true` is none."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= last
