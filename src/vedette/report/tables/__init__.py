"""Tables by query, one file per kind: ``::: {.table of="estimates" subject="..."}``.

The file's name is the value of ``of``; it has ``sheet(directive, standing) -> Sheet``.
"""
