"""A plan that nothing can be counted from."""

from typing import Self

from maskinrum.deadlines import DeadlineError
from maskinrum.planning.phrases import problem_words
from maskinrum.planning.phrases.problems import PLAN_PROBLEMS
from maskinrum.planning.phrases.values import all_written
from maskinrum.shared.errors import DomainError


class PlanRefusedError(DomainError):
    """A plan that cannot be made. ``code`` names the rule, ``field`` the field of ``PlanFacts``.

    With ``task`` it is a field of that task's ``TaskFacts``.
    """

    def __init__(self, code: str, *, field: str, task: str = "", **values: object) -> None:
        super().__init__(str(PLAN_PROBLEMS[code]) % all_written(values), field=field)
        self.code = code
        self.task = task

    @classmethod
    def from_deadline(cls, error: DeadlineError, field: str) -> Self:
        """The refusal for what legal time could not count."""
        refused = cls.__new__(cls)
        DomainError.__init__(refused, problem_words(error), field=field)
        refused.code, refused.task = error.code, ""
        return refused
