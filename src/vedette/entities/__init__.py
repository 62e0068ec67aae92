"""Statements become entities: names across scripts, resolution by judgement, screening, networks."""
