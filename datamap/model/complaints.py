"""What is wrong with a value and what to write instead, in two parts that stay apart whatever the value holds."""

from pydantic_core import PydanticCustomError

TRUTH = frozenset({"true", "True", "TRUE", "false", "False", "FALSE"})
"""How YAML writes a truth value. No title and no sentence is one of these words."""


def shortened(text: object, most: int = 60) -> str:
    """Return what a message may quote of `text`: one line, and no longer than `most`."""
    line = " ".join(str(text).split())
    return line if len(line) <= most else line[:most] + "..."


def complaint(about: str, what: str, mend: str = "") -> PydanticCustomError:
    """Return the error to raise in a validator. Where `what` begins with "expected", the loader adds what it found."""
    if not mend:
        return PydanticCustomError("complaint", "{what}", {"about": about, "what": what, "mend": ""})
    return PydanticCustomError("complaint", "{what}: {mend}", {"about": about, "what": what, "mend": mend})
