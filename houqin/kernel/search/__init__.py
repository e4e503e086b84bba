"""Finding rows by words: two-character tokens in one posting table, the same on every database."""
