"""Measures M1 to M19: numbers from a run's tables, without a word."""
