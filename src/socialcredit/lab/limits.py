"""How much one lab takes on: visitors, people, recordings, bytes; then a place in the queue."""

VISITORS = 40  # who have a town open at once; whoever comes then waits for a place
SOCKETS = 200  # pages that are connected, waiting ones among them
PEOPLE = 20_000  # residents of one town
USUAL_PEOPLE = 5_000  # residents where the address does not say, and the scenario has more
THREADS = 2  # months that are lived at the same time
DESKS = 1  # reports that are written at the same time, beside the months
KEEPING = 3  # downloads that are being made, of everybody together; further ones wait
SMALLEST = 300  # residents of the town on which the lab compiles what it lives with
RECORDINGS = 64  # kept, those looked at last
IDLE_TOWNS = 4  # towns in memory at which nobody looks, for whoever comes back at once
TOWNS_OF_ONE = 4  # towns that one page may have open: its own, and what it compares with
ASKS = 16  # under way of one page; further ones are refused until some are answered
PAUSE = 0.05  # seconds that a page waits which asks more than that
TEXT = 200_000  # bytes of an edited scheme
MESSAGE = 500_000  # bytes of one message or request body: a text and what JSON adds to it
CHANGES = 100  # values and alternatives changed in one address
