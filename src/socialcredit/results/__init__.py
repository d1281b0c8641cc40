"""Measures on a finished run, from its two books only: what happened, and what was filed."""
