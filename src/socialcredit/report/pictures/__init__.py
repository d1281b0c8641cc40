"""Pictures: numbers into charts, charts into SVG."""
