"""Bytes to raw pages: files, folders, records and standard input."""

from detente.sources.read import read_sources

__all__ = ["read_sources"]
