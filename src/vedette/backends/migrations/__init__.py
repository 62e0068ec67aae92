"""Migrations of the record, run by alembic when a workspace is opened."""

HEAD = "r0001"
"""The revision that this program reads and writes; a test compares it with the newest script."""
