"""Telling programs elsewhere what happened here. ``docs/reference/webhooks.md`` is their guide."""
