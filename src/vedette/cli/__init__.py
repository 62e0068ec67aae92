"""The command line, a thin door: parse, call casework, show."""
