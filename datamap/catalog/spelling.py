"""What a record without a title is called: the words of its identifier."""


def spelled(id_: str, *, capital: bool = False) -> str:
    """Return the words of an identifier: it is all that stands for a record without a title."""
    words = " ".join(id_.replace("_", " ").replace("-", " ").split()) or id_
    return words[:1].upper() + words[1:] if capital else words
