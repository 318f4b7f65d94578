"""Contrast, computed in both schemes: text 4.5:1 (WCAG 1.4.3), lines and outlines 3:1 (WCAG 1.4.11)."""

import re

import pytest

from datamap.render.as_svg import style_sheet

TEXT_ON = ("page", "panel", "people-fill", "ours-fill", "processors-fill", "others-fill", "authorities-fill")
OUTLINES = ("people", "ours", "processors", "others", "authorities")
LABELS_ON = ("page", "panel")


def palettes():
    css = style_sheet()
    light, dark = re.findall(r"\.dm \{([^}]*--dm-page[^}]*)\}", css)
    found = {}
    for name, body in (("light", light), ("dark", dark)):
        found[name] = dict(re.findall(r"--dm-([\w-]+): (#[0-9a-f]{6});", body))
    return found


PALETTES = palettes()


def luminance(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_both_schemes_define_the_same_colours():
    assert PALETTES["light"].keys() == PALETTES["dark"].keys()
    assert len(PALETTES["light"]) == 17


@pytest.mark.parametrize("scheme", PALETTES)
class TestContrast:
    @pytest.mark.parametrize("ground", TEXT_ON)
    @pytest.mark.parametrize("ink", ["ink", "quiet"])
    def test_text(self, scheme, ink, ground):
        assert contrast(PALETTES[scheme][ink], PALETTES[scheme][ground]) >= 4.5

    @pytest.mark.parametrize("ground", LABELS_ON)
    def test_labels_of_special_categories(self, scheme, ground):
        assert contrast(PALETTES[scheme]["alert"], PALETTES[scheme][ground]) >= 4.5

    @pytest.mark.parametrize("ground", LABELS_ON)
    @pytest.mark.parametrize("line", ["line", "alert", "processors"])
    def test_lines(self, scheme, line, ground):
        assert contrast(PALETTES[scheme][line], PALETTES[scheme][ground]) >= 3

    @pytest.mark.parametrize("group", OUTLINES)
    def test_outlines(self, scheme, group):
        palette = PALETTES[scheme]
        grounds = (palette["page"], palette["panel"], palette[f"{group}-fill"])
        assert min(contrast(palette[group], ground) for ground in grounds) >= 3

    def test_gaps_are_outlined_in_the_colour_of_lines(self, scheme):
        assert contrast(PALETTES[scheme]["line"], PALETTES[scheme]["page"]) >= 3


def test_no_colour_stands_outside_the_palette():
    body = re.sub(r"--dm-[\w-]+: #[0-9a-f]{6};", "", style_sheet())
    assert not re.search(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsl", body)


def test_no_text_is_tiny():
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", style_sheet())]
    assert min(sizes) >= 11
