"""What a file may say, one module a block."""
