"""Django's SQLite backend with one thing remembered."""
