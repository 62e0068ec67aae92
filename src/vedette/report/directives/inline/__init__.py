"""Directives within a sentence: ``[argument]{.kind option="value"}``."""
