"""What every room stands on: errors, columns, draws, compiled kernels, calendar, limits, text."""
