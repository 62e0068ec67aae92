"""What Vedette needs from outside, as Protocols: each is made real by one file of ``backends``."""
