"""What can be wrong with a question or with the rules, in words and in fields that a caller can translate."""

from collections.abc import Sequence


class DeadlineError(ValueError):
    """A date, a choice or a rule that nothing can be counted from.

    ``code`` names what is wrong; ``field`` and ``value`` say where, ``choices`` what there is instead. ``str(error)``
    is an English sentence; a caller that wants another language writes its own from the fields.
    """

    def __init__(
        self, message: str, *, code: str, field: str = "", value: object = None, choices: Sequence[object] = ()
    ) -> None:
        super().__init__(message)
        self.code = code
        self.field = field
        self.value = value
        self.choices = tuple(choices)
