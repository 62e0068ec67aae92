"""One script per revision of the record, never edited once released."""
