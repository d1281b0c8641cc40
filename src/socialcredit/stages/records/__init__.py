"""Stage 3: what is filed, and how it ends."""
