"""Sites built with MkDocs from an inventory that a test has opened already, in a theme that shows bare pages."""

from pathlib import Path

_CONFIG = """\
site_name: Test
site_url: {url}
theme: {{name: {theme}, custom_dir: theme}}
use_directory_urls: {directory_urls}
plugins: [search, {{datamap: {{audience: {audience}}}}}]
validation: {{links: {{not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}}}}
strict: true
"""
_THEME = """\
<!doctype html>
<html lang="en"><head><title>{{ page.title }}</title>
{% if page.canonical_url %}<link rel="canonical" href="{{ page.canonical_url }}">{% endif %}</head>
<body>{% for file in pages or [] %}<a href="{{ file.url | url }}"></a>{% endfor %}{{ page.content }}</body></html>
"""


def built(opened, directory, audience, *, directory_urls=True, url="https://notice.example/", theme="null"):
    """Build a site of all pages of an inventory below `directory`, and return where it lies. A warning fails it."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    config = _CONFIG.format(url=url, directory_urls=str(directory_urls).lower(), audience=audience.value, theme=theme)
    written = {"mkdocs.yml": config, "docs/index.md": "# Home\n", "theme/.keep": ""}
    if theme == "null":
        written["theme/main.html"] = _THEME
    for path, text in written.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text, encoding="utf-8")
    config = load_config(str(directory / "mkdocs.yml"))
    config.plugins["datamap"].opened = opened
    build(config)
    return Path(config.site_dir)


def texts(site):
    """The text of every file of a site by its path; nothing for files that hold no text."""
    return {
        path.relative_to(site).as_posix(): "" if path.suffix in {".gz", ".woff2", ".png"} else path.read_text("utf-8")
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
