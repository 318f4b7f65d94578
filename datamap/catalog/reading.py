"""The one place that reads the catalogue's data files."""

import re
from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).parent / "data"
_YAML_1_1_ONLY = frozenset({"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"})
_BOOLEAN = re.compile(r"true|false")


class _Loader(yaml.CSafeLoader):
    """Scalars as our own loader reads them: dates stay text until a model parses them, and `NO` is Norway."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's own signature
        mapping = super().construct_mapping(node, deep)
        if len(mapping) != len(node.value):
            raise yaml.constructor.ConstructorError(None, None, "a key is written twice", node.start_mark)
        return mapping


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag not in _YAML_1_1_ONLY]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", _BOOLEAN, ["t", "f"])


def read_data(name: str) -> object:
    """Return the content of the data file `name`, a path below `data/` without its ending, such as `vendors/stripe`.

    Raises `FileNotFoundError` if there is no such file, and `yaml.YAMLError` if it cannot be read.
    """
    return yaml.load(text_of(name), Loader=_Loader)  # noqa: S506 - a subclass of the safe loader


def text_of(name: str) -> str:
    """Return the data file `name` as text. Raises `FileNotFoundError` if there is no such file."""
    return _DATA.joinpath(*f"{name}.yaml".split("/")).read_text(encoding="utf-8")


def data_names(folder: str) -> tuple[str, ...]:
    """Return the names of the data files in `folder`, without their ending and in order; no file is opened."""
    return tuple(
        sorted(entry.name.removesuffix(".yaml") for entry in (_DATA / folder).iterdir() if entry.name.endswith(".yaml"))
    )
