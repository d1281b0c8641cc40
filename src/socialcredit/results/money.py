"""Money: the books hold whole hundredths; it is told in units, whose name is the run's currency.

Sentences say `MONEY` where the currency stands; what leaves the program is retold with its name.
"""

from socialcredit.core.retelling import MONEY

FEN = 100  # hundredths to a unit


def in_units(hundredths: int) -> float:
    """Units of so many hundredths."""
    return hundredths / FEN


def amount(units: float) -> str:
    """A sum as one writes it: 1,234, with hundredths where there are any (0.50)."""
    return f"{units:,.0f}" if units == int(units) else f"{units:,.2f}"


def sum_of(units: float) -> str:
    """A sum with its currency, as sentences have it before they are retold."""
    return f"{amount(units)} {MONEY}"
