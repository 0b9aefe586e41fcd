"""The one exception that is safe to show to a person."""


class DomainError(Exception):
    """A broken rule, told in a translated sentence that says what happened, what to do and what was kept.

    ``field`` names the form field it belongs to, or is empty when it concerns the whole.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = str(message)
        self.field = field


class BusyError(DomainError):
    """More was asked for than the machine does at once; the same request may succeed in a moment."""
