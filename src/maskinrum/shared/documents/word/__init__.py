"""A document as a Word file: real headings, tables with header rows, fields to fill in; same content, same bytes."""

from maskinrum.shared.documents.document import Document

__all__ = ["write_word"]


def write_word(document: Document) -> bytes:
    """Return the document as .docx for Word 2013 and later; the same content gives the same bytes."""
    # Whatever knows a page knows documents, and a process that writes none does without the library of Word's files.
    from maskinrum.shared.documents.word import writing  # noqa: PLC0415

    return writing.write_word(document)
