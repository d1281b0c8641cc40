"""Several runs held against each other, or one against published numbers."""
