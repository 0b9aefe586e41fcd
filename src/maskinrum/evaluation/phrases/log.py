"""What rounds write in the log, and what their tables and columns are called to the person they are about.

There is no verb for an answer: it leaves no line anywhere.
"""

from django.utils.translation import gettext_lazy as _

from maskinrum.evaluation.enums import RoundRole

VERBS = {
    "answer_maturity": _("answered the maturity for a party"),
    "cancel_evaluation_round": _("called off a planned round"),
    "change_evaluation_model": _("changed what a partnership asks"),
    "change_evaluation_round": _("changed the days of a round"),
    "close_evaluation_round": _("closed a round"),
    "import_evaluation_rounds": _("brought the totals of earlier rounds"),
    "invite_to_evaluation": _("invited people to a round"),
    "leave_evaluation": _("asked not to be invited to rounds"),
    "load_evaluation_question": _("brought a question that ships"),
    "open_evaluation_round": _("opened a round"),
    "plan_evaluation_round": _("planned a round"),
    "put_up_wall_code": _("made a QR code for the wall"),
    "take_off_evaluation": _("took somebody off the list of a round"),
}
TYPES = {
    "evaluation.EvaluationModel": _("what a partnership asks"),
    "evaluation.EvaluationQuestion": _("question of the evaluation"),
    "evaluation.Round": _("round of the evaluation"),
    "evaluation.Respondent": _("list of those who are asked"),
}
TABLES = {
    "evaluation_evaluationmodel": _("Versions of what is asked that you have made"),
    "evaluation_round": _("Rounds you have planned"),
    "evaluation_invitation": _("Rounds you are invited to"),
    "evaluation_respondent": _("Partnerships that ask you now and then"),
    "evaluation_maturityanswer": _("Themes you have answered for a party"),
}


def role_in_words(code: str) -> str:
    """What a role in a round is called."""
    return str(RoundRole(code).label) if code in RoundRole.values else code


OWN_COLUMNS = {
    "answered": _("answered"),
    "asks_importance": _("asks how much it matters"),
    "asks_text": _("asks for the one thing"),
    "cell_id": _("counted in group (number)"),
    "closed_at": _("closed"),
    "closes_on": _("closes"),
    "has_answered": _("has answered"),
    "invited": _("invited"),
    "invited_at": _("invited"),
    "invited_on": _("last invited"),
    "is_locked": _("locked"),
    "model_id": _("what is asked (number)"),
    "number": _("number"),
    "opens_on": _("opens"),
    "party_id": _("party (number)"),
    "reminded_at": _("reminded"),
    "round_id": _("round (number)"),
    "version": _("version"),
    "wall_answered": _("answered on the wall"),
    "wording_id": _("statement (number)"),
}
