"""Statements of an inventory that do not fit together, or that lead nowhere."""
