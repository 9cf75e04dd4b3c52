"""Placeholder so that the app starts; the accounts slice writes it."""
