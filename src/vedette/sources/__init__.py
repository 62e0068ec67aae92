"""Connectors, one file each: how to get a source, and how to read it into cited statements and claims."""
