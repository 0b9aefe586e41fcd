"""What figures and consents are called in the log and in one's own data."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "change_comparison": _("changed whether the cost of procurement is shared too"),
    "consent_to_comparison": _("said yes to sharing figures"),
    "retire_shared_figure": _("stopped sharing a figure"),
    "share_figure": _("shared a figure"),
    "type_figures": _("typed the figures of a quarter"),
    "withdraw_comparison": _("withdrew the yes to sharing figures"),
}
TYPES = {
    "evaluation.ComparisonConsent": _("consent to sharing figures"),
    "evaluation.SharedFigure": _("shared figure"),
}
TABLES = {
    "evaluation_manualfigure": _("Figures you have typed"),
    "evaluation_comparisonconsent": _("Consents to sharing figures you have given or withdrawn"),
}
OWN_COLUMNS = {
    "given_at": _("given"),
    "given_by": _("given by"),
    "of": _("of how many"),
    "quarter": _("quarter"),
    "source": _("source"),
    "terms": _("version of the words"),
    "value": _("value"),
    "withdrawn_by": _("withdrawn by"),
    "with_tender_cost": _("with the cost of procurement"),
    "written_at": _("written"),
}
