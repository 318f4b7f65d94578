"""Consent: how it is given and withdrawn, whom it binds, and marketing that needs it."""
