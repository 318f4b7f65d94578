"""The organisation itself: who it is and how it is reached, its officers, and the laws it works under."""
