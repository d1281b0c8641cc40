"""How fast this program is, beside other frameworks and against its own bars: `make bench`."""
