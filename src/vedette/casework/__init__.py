"""The use cases, one file per verb, and the only place where ports meet backends."""
