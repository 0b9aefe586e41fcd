"""A document as a Word file: real headings, tables with header rows, fields to fill in; same content, same bytes."""

from maskinrum.shared.documents.word.writing import write_word

__all__ = ["write_word"]
