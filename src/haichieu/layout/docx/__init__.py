"""Writes official documents as Word files."""

from haichieu.layout.docx.writer import write_docx

__all__ = ["write_docx"]
