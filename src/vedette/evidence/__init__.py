"""Bytes become exhibits: preserved by hash, with a chained custody log, and verified."""
