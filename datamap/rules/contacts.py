"""How a contact of the organisation is reached."""

from datamap.model.organisation import Contact
from datamap.model.said import is_value

CHANNELS = ("email", "phone", "sms", "post", "fax", "form", "website")


def has_channel(contact: Contact) -> bool:
    """Whether there is a way to reach a contact."""
    return any(is_value(getattr(contact, channel)) for channel in CHANNELS)
