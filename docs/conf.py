"""Sphinx settings for `make docs`: Markdown pages through MyST, the furo theme."""

project = "socialcredit"
author = "the socialcredit contributors"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "socialcredit"
exclude_patterns = ["_build"]
autodoc_member_order = "bysource"
