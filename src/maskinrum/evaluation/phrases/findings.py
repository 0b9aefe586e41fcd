"""What readings, findings and releases write in the log, and what their tables are called to the person in them."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "add_finding_action": _("said what is done about a finding"),
    "begin_chart_anew": _("let a chart begin anew"),
    "change_finding": _("said a finding with other words"),
    "close_finding": _("said what came of a finding"),
    "measure_finding_again": _("measured a finding again"),
    "propose_finding": _("proposed a finding"),
    "put_finding_aside": _("put a finding aside"),
    "release_report": _("released a part of a yearly report"),
    "take_back_new_basis": _("let a chart go on as before"),
    "take_up_finding": _("took a finding up"),
    "tell_finding": _("began an experience from a finding"),
    "tick_finding_action": _("said that something is done about a finding"),
    "withdraw_report": _("took back a part of a yearly report"),
    "write_finding": _("wrote a finding"),
}
TYPES = {
    "evaluation.Finding": _("finding"),
    "evaluation.NewBasis": _("chart that begins anew"),
    "evaluation.ReportRelease": _("release of a yearly report"),
}
TABLES = {
    "evaluation_finding": _("Findings you have written or taken up"),
    "evaluation_findingaction": _("What you do about findings"),
    "evaluation_newbasis": _("Charts you have let begin anew"),
    "evaluation_reportrelease": _("Yearly reports you have released"),
}
OWN_COLUMNS = {
    "after": _("what came after"),
    "aside_because": _("why it was put aside"),
    "finding_id": _("finding (number)"),
    "from_round_id": _("from round (number)"),
    "indicator": _("figure"),
    "measured_again_id": _("measured again in round (number)"),
    "outcome": _("what came of it"),
    "owner_name": _("who"),
    "question_id": _("statement (number)"),
    "released_at": _("released"),
    "released_by": _("released by"),
    "saw": _("what the signal saw"),
    "section": _("section"),
    "sign": _("signal, exactly"),
    "signal": _("signal"),
    "taken_up_on": _("taken up"),
    "value_after": _("value after"),
    "value_before": _("value before"),
    "withdrawn_at": _("taken back"),
    "year": _("year"),
}
