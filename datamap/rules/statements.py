"""What is said for a key of an activity, and where: a value, `none`, `unknown` or nothing."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from datamap.model.processing import Processing
from datamap.model.provenance import Path
from datamap.model.said import Said, is_value


class Statement(NamedTuple):
    """What was said for a key, and where; `value` is `None` where nobody says anything."""

    value: Any
    path: Path

    @property
    def is_value(self) -> bool:
        """Whether something was said beyond `none` and `unknown`."""
        return is_value(self.value)

    @property
    def is_gap(self) -> bool:
        """Whether nothing was said, or that it is unknown; `none` is a statement."""
        return is_gap(self.value)


def is_gap(value: Any) -> bool:  # noqa: ANN401
    """Whether nothing was said, or that it is unknown; `none` is a statement."""
    return value is None or value is Said.UNKNOWN


def defaulted(organisation: str, defaults: Processing | None) -> Mapping[str, Statement]:
    """Return what is said for every activity, by key."""
    stated = {key: getattr(defaults, key, None) for key in Processing.model_fields}
    return {
        key: Statement(value, (organisation, "organisation", "defaults", key))
        for key, value in stated.items()
        if value is not None
    }
