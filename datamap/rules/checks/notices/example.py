"""The notice that the examples of several rules on notices share."""

A_NOTICE = """
notices:
  privacy: {is: privacy-notice, updated: 2026-09-01, version: "2"}
"""
