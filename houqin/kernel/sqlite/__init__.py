"""Django's SQLite backend with one thing remembered and a way for statements that are written once."""
