"""The ports made real: one file per store, engine, typesetter or clock, and the only code that does I/O."""
