"""Houqin: a school's logistics office, from the year's plan to the year's summary."""

__version__ = "0.1.0"
