"""The door to start plans: everything that follows from one, from the legal data, the template and the engine."""

from maskinrum.planning.analysis.calendar import doubtful_days, holiday_list, settled
from maskinrum.planning.analysis.comparing import compare_schedules
from maskinrum.planning.analysis.documents import claimed_prior_notice, counting_statute, legal_file, notice_items
from maskinrum.planning.analysis.errors import PlanRefusedError
from maskinrum.planning.analysis.exploring import plan_alternatives, plan_swings
from maskinrum.planning.analysis.legal import (
    Dates,
    DatesRefusedError,
    Holidays,
    legal_dates,
    legal_rules,
    template_days,
)
from maskinrum.planning.analysis.real_durations import compare_durations, observed_days, real_durations
from maskinrum.planning.analysis.scheduling import schedule
from maskinrum.planning.analysis.storing import schedule_from_json, schedule_to_json
from maskinrum.planning.analysis.template import plan_template

__all__ = [
    "Dates",
    "DatesRefusedError",
    "Holidays",
    "PlanRefusedError",
    "claimed_prior_notice",
    "compare_durations",
    "compare_schedules",
    "counting_statute",
    "doubtful_days",
    "holiday_list",
    "legal_dates",
    "legal_file",
    "legal_rules",
    "notice_items",
    "observed_days",
    "plan_alternatives",
    "plan_swings",
    "plan_template",
    "real_durations",
    "schedule",
    "schedule_from_json",
    "schedule_to_json",
    "settled",
    "template_days",
]
