"""datamap: one declared inventory of personal data, and everything that has to agree with it."""

__version__ = "0.1.0"
