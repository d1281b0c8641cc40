"""Stage 4: points, scores and grades. It is handed records and never deeds."""
