"""What is typed about a plan, its tasks, its meetings and its days."""

from maskinrum.planning.forms.days import CallOffsForm, HolidaysForm, MeetingForm
from maskinrum.planning.forms.tasks import CommentForm, OwnTaskForm, ReasonForm, TaskDatesForm, TaskWorkForm
from maskinrum.planning.forms.terms import FeedForm, TermsForm, TitleForm, initial_terms, initial_terms_of_origin

__all__ = [
    "CallOffsForm",
    "CommentForm",
    "FeedForm",
    "HolidaysForm",
    "MeetingForm",
    "OwnTaskForm",
    "ReasonForm",
    "TaskDatesForm",
    "TaskWorkForm",
    "TermsForm",
    "TitleForm",
    "initial_terms",
    "initial_terms_of_origin",
]
