"""The commands, grouped by what a person comes for. `cli.py` loads a module when it is needed."""
