"""Migrations of the record, run by alembic when a workspace is opened."""

HEAD = "r0002"
"""The revision that this program reads and writes; a test compares it with the newest script."""

KNOWN = ("r0001", HEAD)
"""Every revision that has a script, oldest first; a test compares them."""
