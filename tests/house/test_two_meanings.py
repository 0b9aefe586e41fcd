"""Short English words that mean two things have the Danish of the thing they stand beside."""

from collections.abc import Mapping

import pytest
from django.utils.functional import Promise
from django.utils.translation import override

from maskinrum.evaluation.enums import Aspect, FindingState
from maskinrum.meetings.forms.meetings import MeetingForm
from maskinrum.meetings.models import MeetingDecision
from maskinrum.partnerships.enums import CorrectionState
from maskinrum.planning.enums import WorkKind

WORDS: Mapping[str, tuple[str | Promise, str]] = {
    "a correction waits": (CorrectionState.WAITING.label, "Venter"),
    "answers agree": (Aspect.AGREEMENT.label, "Enighed"),
    "a finding is done": (FindingState.CLOSED.label, "Afsluttet"),
    "a meeting has a place": (MeetingForm.base_fields["place"].label or "", "Sted"),
    "a meeting decides": (MeetingDecision._meta.get_field("text").verbose_name, "beslutning"),
    "works are bought": (WorkKind.WORKS.label, "Bygge- og anlægsarbejder"),
}


@pytest.mark.parametrize("name", WORDS)
def test_a_word_says_in_danish_what_is_meant(name: str) -> None:
    label, danish = WORDS[name]
    with override("da"):
        assert str(label) == danish
