"""Cookies and everything like them: whether people are asked, and what they are told."""
