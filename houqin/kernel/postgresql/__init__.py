"""Django's PostgreSQL backend with a way for statements that are written once."""
