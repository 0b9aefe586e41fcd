"""Legal time: Danish tender periods counted from rules that come in as data, each date with its reasons.

Pure Python: no Django, no clock, no files but the schema of its own. Days are calendar dates; a period lasts to the
end of its last day; amounts are DKK without VAT. Orientation, not legal advice.
"""

from maskinrum.deadlines.chain import Chain, Question, Step, Watch, forward, latest_dispatch
from maskinrum.deadlines.counting import Ending, Move, Unit, earliest_before, ending, last_day_before, last_working_day
from maskinrum.deadlines.days import FIRST, LAST
from maskinrum.deadlines.document import DEADLINES_SCHEMA, chain_document
from maskinrum.deadlines.errors import DeadlineError
from maskinrum.deadlines.framework import Duration, framework_duration
from maskinrum.deadlines.holidays import Holiday, HolidayRule, HolidayRules
from maskinrum.deadlines.periods import HOLIDAYS, Applied, Period, period, prior_notice_window
from maskinrum.deadlines.reading import Text
from maskinrum.deadlines.rules import (
    FrameworkDuration,
    LegalRules,
    Procedure,
    Reference,
    Rule,
    Selected,
    Shortening,
)
from maskinrum.deadlines.thresholds import Threshold, threshold
from maskinrum.deadlines.working_days import Closed, WorkingDays

__all__ = [
    "DEADLINES_SCHEMA",
    "FIRST",
    "HOLIDAYS",
    "LAST",
    "Applied",
    "Chain",
    "Closed",
    "DeadlineError",
    "Duration",
    "Ending",
    "FrameworkDuration",
    "Holiday",
    "HolidayRule",
    "HolidayRules",
    "LegalRules",
    "Move",
    "Period",
    "Procedure",
    "Question",
    "Reference",
    "Rule",
    "Selected",
    "Shortening",
    "Step",
    "Text",
    "Threshold",
    "Unit",
    "Watch",
    "WorkingDays",
    "chain_document",
    "earliest_before",
    "ending",
    "forward",
    "framework_duration",
    "last_day_before",
    "last_working_day",
    "latest_dispatch",
    "period",
    "prior_notice_window",
    "threshold",
]
