"""The reference: pages about the language, the commands and the findings, made from what the program itself reads."""

from datamap.pages.reference.commands import Command, Parameter
from datamap.pages.reference.contents import reference_pages

__all__ = ["Command", "Parameter", "reference_pages"]
