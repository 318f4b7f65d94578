"""Transfers as rules look at them."""

from datamap.rules.crossings import Crossing, crossings_of
from datamap.rules.rule import About

CROSSING: About[Crossing] = About("transfer", crossings_of)
