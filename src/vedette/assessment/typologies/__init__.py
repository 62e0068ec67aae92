"""Typologies, one file each: a reason to look, with its innocent explanations."""
