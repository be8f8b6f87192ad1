"""Rows for tests, made directly. One file a noun; a small named cast stands in tests/conftest.py."""
