"""Position reports become tracks, and tracks become movement events and voyages."""
