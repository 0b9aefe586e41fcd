"""How long a framework agreement may last, and when a justification is demanded."""

from dataclasses import dataclass

from maskinrum.deadlines.errors import DeadlineError
from maskinrum.deadlines.rules import FrameworkDuration


@dataclass(frozen=True, slots=True)
class Duration:
    """Term and option together, held against the longest without a justification."""

    months: int
    rule: FrameworkDuration

    @property
    def months_over(self) -> int:
        """How many months it lasts longer than it may without a justification; 0 when it does not."""
        return max(0, self.months - self.rule.longest_months)

    @property
    def demands_justification(self) -> bool:
        """Whether the tender must say in writing why it lasts so long."""
        return self.months_over > 0


def framework_duration(rule: FrameworkDuration, *, term_months: int, option_months: int = 0) -> Duration:
    """Hold term and option against the rule; raises ``DeadlineError`` (code ``months``) for what is no duration."""
    for field, months, least in (("term_months", term_months, 1), ("option_months", option_months, 0)):
        if months < least:
            raise DeadlineError(f"{field} must be at least {least}", code="months", field=field, value=months)
    return Duration(term_months + option_months, rule)
