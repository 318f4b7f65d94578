"""The one base of errors that are the user's to mend: they end a run with a sentence, not with a traceback."""


class MisuseError(Exception):
    """What was asked for cannot be done as asked; the message says what to do instead. Ends with exit code 2."""
