"""Directives: what a chapter asks the record to print, one file per kind in ``inline`` or ``block``.

The file's name is the kind. An inline file has ``expand(directive, standing) -> list`` of inlines; a block
file has the same, giving an `Expansion` of blocks and pictures.
"""
