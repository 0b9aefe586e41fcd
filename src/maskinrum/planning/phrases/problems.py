"""What a plan cannot be made from, and what to do."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

PLAN_PROBLEMS: Final[Mapping[str, object]] = {
    "no_date": _("State when the work begins or when the agreement is to be signed. Nothing was changed."),
    "date_range": _("%(day)s lies outside %(first)s to %(last)s. Check the year. Nothing was changed."),
    "too_far": _("%(day)s is more than %(years)s years ahead. Check the year. Nothing was changed."),
    "horizon": _("The plan leads further ahead than can be planned. Shorten the longest tasks. Nothing was changed."),
    "end_before_start": _("%(end)s comes before %(start)s. An end cannot come before its start. Nothing was changed."),
    "in_the_future": _("%(day)s is later than today. State what has happened, or leave it empty. Nothing was changed."),
    "wish_past": _("%(day)s has passed. State a later day for the signature. Nothing was changed."),
    "days": _(
        "State whole days with the shortest first: from 1 to %(most)s, the most probable in between. "
        "Nothing was changed."
    ),
    "predecessor": _("There is no task %(other)s to wait for. Choose another. Nothing was changed."),
    "circle": _("The tasks wait for each other: %(tasks)s. Take one of the links away. Nothing was changed."),
    "own_task": _("Your own task needs a name and a duration. Nothing was changed."),
    "twice": _("The task stands in the plan twice. Take one away. Nothing was changed."),
    "required": _("%(name)s cannot be left out: the legal periods or the signature rest on it. Nothing was changed."),
    "too_many": _("A plan can hold %(most)s tasks. Take some away. Nothing was changed."),
    "months": _("State whole months, from %(least)s to %(most)s. Nothing was changed."),
    "amount": _("State an amount above 0 in million DKK. Nothing was changed."),
    "teams": _("State how many teams, from 1 to %(most)s. Nothing was changed."),
}
