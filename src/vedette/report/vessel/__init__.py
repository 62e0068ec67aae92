"""The sheet about one transmitter: what it told of itself, where it was seen, and what was seen of it."""
