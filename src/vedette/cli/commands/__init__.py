"""Commands, one file each: the file's name is the command, and its function ``command`` is what runs."""
