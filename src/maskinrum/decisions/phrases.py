"""The names of the alternatives as they stand inside a sentence, and the words of the answer."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maskinrum.decisions.enums import Alternative
from maskinrum.shared.domain import load

IN_SENTENCE = {
    Alternative.SEPARATE.value: _("separate tenders"),
    Alternative.PARALLEL_FRAMEWORKS.value: _("parallel frameworks"),
    Alternative.ADVISER_FRAMEWORK.value: _("an adviser framework"),
    Alternative.EARLY_INVOLVEMENT.value: _("early involvement project by project"),
    Alternative.STRATEGIC_PARTNERSHIP.value: _("a strategic partnership"),
    Alternative.JOINT_PARTNERSHIP.value: _("a partnership shared with other housing organisations"),
    Alternative.NOT_YET.value: _("the same partnership started later"),
}

SHORT = {
    Alternative.SEPARATE.value: _("Separate tenders"),
    Alternative.PARALLEL_FRAMEWORKS.value: _("Parallel frameworks"),
    Alternative.ADVISER_FRAMEWORK.value: _("Adviser framework"),
    Alternative.EARLY_INVOLVEMENT.value: _("Early involvement"),
    Alternative.STRATEGIC_PARTNERSHIP.value: _("Strategic partnership"),
    Alternative.JOINT_PARTNERSHIP.value: _("Joint partnership"),
    Alternative.NOT_YET.value: _("Not yet"),
}

DETAIL = {
    Alternative.SEPARATE.value: _("each project by itself"),
    Alternative.PARALLEL_FRAMEWORKS.value: _("several holders, mini-tender"),
    Alternative.ADVISER_FRAMEWORK.value: _("works tendered each time"),
    Alternative.EARLY_INVOLVEMENT.value: _("project by project"),
    Alternative.STRATEGIC_PARTNERSHIP.value: _("you alone, one team"),
    Alternative.JOINT_PARTNERSHIP.value: _("with other housing organisations"),
    Alternative.NOT_YET.value: _("the same, started later"),
}

OWN_COLUMNS = {
    "accepting_file_id": _("file of the one invited (number)"),
    "accepting_snapshot_id": _("projects of the one invited (number)"),
    "analysis_id": _("analysis (number)"),
    "assumptions": _("assumptions"),
    "beat_at": _("last sign of life"),
    "case_date": _("date of the case"),
    "claim": _("taken up by (process)"),
    "criterion": _("criterion"),
    "decision_file_id": _("decision file (number)"),
    "done": _("steps done"),
    "ended_at": _("ended"),
    "ended_by": _("ended by (number)"),
    "engine_version": _("version of the model"),
    "evidence_hash": _("check sum of the evidence"),
    "findings": _("findings"),
    "futures": _("futures"),
    "input_hash": _("check sum of the inputs"),
    "inputs": _("what was calculated on"),
    "invited_id": _("the one invited (number)"),
    "inviting_file_id": _("file of the one inviting (number)"),
    "inviting_id": _("the one inviting (number)"),
    "inviting_snapshot_id": _("projects of the one inviting (number)"),
    "machine": _("kind of machine"),
    "readiness": _("readiness"),
    "reminded_at": _("reminded"),
    "removed_number": _("highest number removed"),
    "rows": _("projects"),
    "score": _("points"),
    "scored_at": _("points given"),
    "seed": _("seed"),
    "shipped": _("what the numbers rest on"),
    "summary": _("summary"),
}
"""What our columns are called to the person they are about."""


def criterion_in_words(slug: str) -> str:
    """What a criterion of readiness is called in the language of the page."""
    language = (get_language() or "da")[:2]
    return next((str(one[language]) for one in load("readiness")["criteria"] if one["slug"] == slug), slug)
