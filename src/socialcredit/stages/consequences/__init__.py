"""Stage 6: what opens and what closes."""
