"""Readers of ship movement, one file per format: bytes in, columns of positions and static reports out."""
