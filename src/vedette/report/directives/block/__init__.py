"""Directives on their own: ``::: {.kind option="value"}`` with the caption inside."""
