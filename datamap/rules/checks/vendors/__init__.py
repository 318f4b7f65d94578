"""Processors and other recipients: their contracts, their roles, and who they are."""
