"""Promises that hold for every record type, action and figure, and the cast that all tests share."""
