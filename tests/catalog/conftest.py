"""What the tests of the catalogue share."""

from pathlib import Path

import pytest

_SHARED = Path(__file__).parents[2].parent / "shared"


@pytest.fixture(scope="session")
def shared():
    if not _SHARED.is_dir():
        pytest.skip("the material that the catalogue was made from is not beside the repository")
    return _SHARED
