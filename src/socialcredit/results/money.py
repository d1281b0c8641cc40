"""Money: the books hold whole fen, a hundredth of a yuan; it is told in yuan."""

FEN = 100  # to a yuan


def in_yuan(fen: int) -> float:
    """Yuan of so many fen."""
    return fen / FEN


def yuan(amount: float) -> str:
    """Yuan as one writes them: 1,234, with fen where there are any (0.50)."""
    return f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"
