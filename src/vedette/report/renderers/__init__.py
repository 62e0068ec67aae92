"""Renderers, one file per output format, all from one composed document."""
