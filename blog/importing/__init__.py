"""Importing in the admin: send a file, see what it would do, confirm."""
