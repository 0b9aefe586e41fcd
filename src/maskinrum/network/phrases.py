"""What verbs, tables and reasons are called."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Protocol

from django.db.models import TextChoices
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from maskinrum.knowledge.enums import Phase
from maskinrum.knowledge.facts import themes_named
from maskinrum.network.enums import OrganisationSize, Stage
from maskinrum.partnerships.enums import PartnershipType

VERBS = {
    "follow": gettext_lazy("began to follow something"),
    "set_rhythm": gettext_lazy("changed how often something followed is told"),
    "unfollow": gettext_lazy("follows something no more"),
    "ask_for_conversation": gettext_lazy("asked for a conversation"),
    "propose_conversation": gettext_lazy("asked somebody for a conversation"),
    "answer_proposal": gettext_lazy("answered to a conversation"),
    "step_back": gettext_lazy("took a yes to a conversation back"),
    "offer_day": gettext_lazy("proposed when to talk"),
    "agree_on_day": gettext_lazy("agreed on the day of a conversation"),
    "end_conversation": gettext_lazy("ended a conversation"),
    "withdraw_request": gettext_lazy("took a wish for a conversation back"),
    "write_stand": gettext_lazy("told where the organisation stands"),
    "remove_stand": gettext_lazy("took away where the organisation stands"),
    "show_card": gettext_lazy("chose what to show of oneself"),
    "hide_card": gettext_lazy("took away what was shown of oneself"),
    "ask_question": gettext_lazy("asked the network"),
    "edit_question": gettext_lazy("changed the words of a question"),
    "close_question": gettext_lazy("closed a question"),
    "withdraw_question": gettext_lazy("took a question back"),
    "see_asker": gettext_lazy("looked up who asks without a name"),
    "contribute": gettext_lazy("wrote below a question"),
    "remove_contribution": gettext_lazy("took away what stood below a question"),
    "accept_answer": gettext_lazy("said that an answer helped"),
    "make_experience": gettext_lazy("made an answer an experience"),
    "route_question": gettext_lazy("asked those whose experience fits a question"),
    "escalate_question": gettext_lazy("told the secretariat of a question without an answer"),
}

TABLES = {
    "network_subscription": gettext_lazy("What you follow"),
    "network_sparringrequest": gettext_lazy("Conversations you have asked for"),
    "network_sparringproposal": gettext_lazy("Conversations you were asked for"),
    "network_stand": gettext_lazy("Where you told that your organisation stands"),
    "network_contactcard": gettext_lazy("What you show of yourself"),
    "network_question": gettext_lazy("Questions you have asked"),
    "network_questionversion": gettext_lazy("What your questions said before you changed them"),
    "network_contribution": gettext_lazy("What you have written below questions"),
    "network_routing": gettext_lazy("Questions that came to you, and why"),
}

TYPES = {
    "network.Subscription": gettext_lazy("what somebody follows"),
    "network.SparringRequest": gettext_lazy("wish for a conversation"),
    "network.Stand": gettext_lazy("where an organisation stands"),
    "network.ContactCard": gettext_lazy("what somebody shows of oneself"),
    "network.Question": gettext_lazy("question"),
    "network.Contribution": gettext_lazy("answer or clarification"),
}

FIELD_NAMES = {
    "text": gettext_lazy("What you wrote"),
    "agreement": pgettext_lazy("question", "Type of agreement"),
    "size": gettext_lazy("Size"),
    "name": gettext_lazy("Does your name stand on it?"),
}


OWN_COLUMNS = {
    "accepted_id": gettext_lazy("The answer that helped"),
    "agreement": pgettext_lazy("question", "Type of agreement"),
    "asked_by": gettext_lazy("Asked by"),
    "came_of_it": gettext_lazy("What came of it"),
    "capacity": gettext_lazy("Conversations at a time"),
    "changed_by": gettext_lazy("Changed by"),
    "edited_at": gettext_lazy("Words changed"),
    "escalated_at": gettext_lazy("The secretariat was told"),
    "is_anonymous": gettext_lazy("Without a name"),
    "is_by_asker": gettext_lazy("Written by whoever asks"),
    "meets_at": gettext_lazy("The hour"),
    "meets_on": gettext_lazy("The day"),
    "offered_at": gettext_lazy("Proposed hour"),
    "offered_by": gettext_lazy("Proposed by"),
    "offered_on": gettext_lazy("Proposed day"),
    "question_id": gettext_lazy("The question"),
    "request_id": gettext_lazy("The conversation"),
    "rhythm": gettext_lazy("How often"),
    "routed_at": gettext_lazy("Others were asked"),
    "seeks": gettext_lazy("Looks for"),
    "shared": gettext_lazy("What fits"),
    "shows_name": gettext_lazy("Show my name"),
    "stage": gettext_lazy("Where you stand"),
    "theme": gettext_lazy("Theme"),
    "told_until": gettext_lazy("Told until"),
    "tried": gettext_lazy("Has tried"),
    "until": gettext_lazy("Said so until"),
}


class Timed(Protocol):
    """A day, and the hour where there is one."""

    @property
    def day(self) -> date:
        """The day."""

    @property
    def hour(self) -> time | None:
        """The hour in Denmark."""


def slot_in_words(slot: Timed | None) -> str:
    """A day with its hour, such as *Tuesday 9 February 2027 at 15.30*; nothing for none."""
    if slot is None:
        return ""
    day = date_format(slot.day, pgettext("date", "l j F Y"))
    if slot.hour is None:
        return day
    point = ":" if (get_language() or "da").startswith("en") else "."
    return _("%(day)s at %(hour)s") % {"day": day, "hour": f"{slot.hour:%H}{point}{slot.hour:%M}"}


def reasons_in_words(shared: Mapping[str, Sequence[str]], language: str) -> str:
    """Why a question came to somebody, in the language of who reads it, as the reader can check it."""
    with translation.override(language):
        said = [_REASONS[name]() % {"value": _values(name, values, language)} for name, values in shared.items()]
        return _("You have told of, or can be asked about: %(reasons)s.") % {"reasons": "; ".join(said)}


_REASONS: dict[str, Callable[[], str]] = {
    "theme": lambda: "%(value)s",
    "ahead": lambda: _("an organisation that is further on, %(value)s"),
    "phase": lambda: _("the phase %(value)s"),
    "agreement": lambda: _("the type of agreement %(value)s"),
    "size": lambda: _("an organisation of the same size, %(value)s"),
}

_KINDS: dict[str, type[TextChoices]] = {
    "ahead": Stage,
    "phase": Phase,
    "agreement": PartnershipType,
    "size": OrganisationSize,
}


def _values(name: str, values: Sequence[str], language: str) -> str:
    if name == "theme":
        return ", ".join(theme.name[language[:2]] for theme in themes_named(tuple(values)))
    known = dict(_KINDS[name].choices)
    return ", ".join(str(known.get(value, value)).lower() for value in values)
