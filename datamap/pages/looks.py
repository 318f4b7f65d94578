"""The look of a site: the style sheet that comes with the pages."""

from functools import cache
from pathlib import Path

from datamap.render.as_svg import style_sheet

STYLESHEET = "assets/datamap.css"
"""Where the style sheet lies below the site."""

_THEME = Path(__file__).parent / "theme"
_OF_THE_PAGES = ("pages", "tables", "sources", "diagrams")


@cache
def stylesheet(*, whole_site: bool = True) -> str:
    """Return the style sheet: of the generated pages alone, or with that of Material for MkDocs around them."""
    names = ("colours", *(("material",) if whole_site else ()), *_OF_THE_PAGES, "print")
    return "\n".join([style_sheet(), *((_THEME / f"{name}.css").read_text(encoding="utf-8") for name in names)])
