"""`python -m socialcredit` is the same as the command `socialcredit`."""

import sys

from socialcredit.cli import main

if __name__ == "__main__":
    sys.exit(main())
