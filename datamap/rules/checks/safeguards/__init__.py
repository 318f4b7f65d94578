"""Safeguards and derogations for transfers, and vendors for whom none is stated."""
