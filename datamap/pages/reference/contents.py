"""All pages of the reference, in the order in which they are read."""

from datamap.pages.page import Page
from datamap.pages.reference.commands import Command, commands_page
from datamap.pages.reference.findings import findings_page
from datamap.pages.reference.kinds import every_record_page, kind_pages
from datamap.pages.reference.prose import index_page, values_page
from datamap.pages.reference.terms import term_pages


def reference_pages(commands: tuple[Command, ...] = ()) -> tuple[Page, ...]:
    """Return the pages about the language, the built-in terms and the findings; with `commands`, theirs too.

    `commands` is what the command line says of itself, which nothing below it can know.
    """
    language = (index_page(), *kind_pages(), every_record_page(), values_page())
    return (*language, *term_pages(), *((commands_page(commands),) if commands else ()), findings_page())
