"""The examples of a scheme: people a lawyer can read, and one tiny run, tried."""
