"""Blocks of HTML that Markdown need not read: what comes out is what would have come out."""

import markdown
import pytest

from datamap.pages.aside import reduced

EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]
PAGES = {
    "a paragraph and a table": '# A\n\n<p class="x">b <b>c</b></p>\n\n<div class="t"><table>\n<tr><td>1</td></tr>\n</table></div>\n',
    "elements within their like": "<div><div>a</div>\n<div>b</div></div>\n\n*c*\n",
    "an element that ends in another block": "<div>\n\n*a*\n\n</div>\n",
    "words that Markdown reads": '<div markdown="1">*a*</div>\n\n<span>*b*</span>\n\n<code>c</code> and *d*\n',
    "what follows without a blank line": "<p>a</p> b\n",
    "a heading with its anchor": '## A { #b }\n\n<ul class="dm-list">\n<li id="c">d</li>\n</ul>\n',
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_page_is_the_same(page):
    aside = reduced(page)
    shown = aside.restored(markdown.markdown(aside.markdown, extensions=EXTENSIONS))
    assert shown == markdown.markdown(page, extensions=EXTENSIONS)


def test_only_whole_blocks_are_set_aside_and_their_anchors_are_known():
    aside = reduced("\n".join(PAGES.values()))
    assert sorted(block[:20] for block in aside.blocks.values()) == [
        '<div class="t"><tabl',
        "<div><div>a</div>\n<d",
        '<p class="x">b <b>c<',
        '<ul class="dm-list">',
    ]
    assert aside.anchors == {"c"}
