"""Transfers to other countries: that each has a mechanism, along the whole path."""
