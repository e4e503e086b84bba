"""Signing in: phone and password, an optional second step, the devices that are signed in, the school that is open."""
