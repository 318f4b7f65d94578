"""Lawful basis: that each purpose has one, that it is allocated, and what each basis asks for next."""
