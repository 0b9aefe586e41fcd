"""The names of the alternatives as they stand inside a sentence, and the words of the answer."""

from django.utils.translation import gettext_lazy as _

from maskinrum.decisions.enums import Alternative

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
