"""Figures, chapters, footnotes and pages, composed from the record by query."""
