"""What people write before they know the language, each with the whole message that leads them on."""

from pathlib import Path

import pytest
import yaml

from tests.written import lines, loaded

CASES = yaml.safe_load((Path(__file__).parent / "newcomers.yaml").read_text(encoding="utf-8"))
ORGANISATION = "organisation: {name: Harbour Books Ltd, contacts: {privacy: {email: privacy@harbour.example}}}\n"


@pytest.mark.parametrize(("written", "said"), CASES.values(), ids=CASES)
def test_is_told(written, said):
    text = written if "organisation" in written else f"{ORGANISATION}{written}"
    assert "\n".join(lines(loaded(text))) == said
