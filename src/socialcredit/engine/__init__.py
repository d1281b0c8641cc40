"""The clock: people settled, month after month lived, everything kept."""
