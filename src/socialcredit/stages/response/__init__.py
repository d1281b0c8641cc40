"""Stage 7: how people change."""
