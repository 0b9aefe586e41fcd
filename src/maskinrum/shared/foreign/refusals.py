"""Why a document cannot be cleaned, and what to do instead."""

from django.utils.translation import gettext as _

from maskinrum.shared.errors import DomainError


def broken() -> DomainError:
    """The file is damaged, or locked by a password."""
    return DomainError(_("The file cannot be read: it is damaged or locked. Choose another."), field="file")


def too_much() -> DomainError:
    """It takes more room or time than any file that somebody wrote."""
    return DomainError(_("The file unpacks to too much. Choose a smaller one."), field="file")


class SlowError(DomainError):
    """It takes longer to read than anybody waits; on a machine with less to do it may succeed."""


def too_slow() -> SlowError:
    """It was given up."""
    words = _("It took too long to read the file. Try again, or choose a smaller one: print only the pages you need.")
    return SlowError(words, field="file")


def signed() -> DomainError:
    """Cleaning would break the signature."""
    words = _(
        "The document is signed. Taking out who wrote it would break the signature, so it is not kept. Choose a copy "
        "without a signature: print it as a new PDF."
    )
    return DomainError(words, field="file")


def can_run() -> DomainError:
    """There is a program inside."""
    return DomainError(_("The file holds a macro. Save it without macros and choose it again."), field="file")


def holds_files() -> DomainError:
    """There are files inside that nobody looks into."""
    words = _(
        "There are other files inside the document, and they may tell who made them. Take them out, or print it as a "
        "new PDF, and choose it again."
    )
    return DomainError(words, field="file")


def uncleanable_picture() -> DomainError:
    """There is a picture inside of a kind that may tell who took it, and where."""
    words = _(
        "There is a picture inside the document that may tell who took it and where, and it cannot be taken out. "
        "Insert it as JPEG or PNG, or print the document as a new PDF, and choose it again."
    )
    return DomainError(words, field="file")
