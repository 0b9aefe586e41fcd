"""Writes to the evaluation: one verb each, in a transaction."""

from maskinrum.evaluation.actions.answers import ClosedError, give_answer, give_wall_answer, takes_answers
from maskinrum.evaluation.actions.closing import (
    close_due_rounds,
    close_round,
    rates_of,
    remove_old_invitations,
    remove_old_texts,
)
from maskinrum.evaluation.actions.erasing import erase_from_evaluation, move_rounds, remove_old_respondents
from maskinrum.evaluation.actions.importing import EarlierRound, import_rounds
from maskinrum.evaluation.actions.inviting import invite_people, leave_rounds, take_off
from maskinrum.evaluation.actions.maturity import answer_maturity
from maskinrum.evaluation.actions.questions import MOST_OWN, AskedFacts, begin_model, change_model
from maskinrum.evaluation.actions.reminding import open_due_rounds, remind_invited
from maskinrum.evaluation.actions.rounds import cancel_round, change_round, open_round, plan_round, put_up_wall
from maskinrum.evaluation.actions.shipped import load_questions

__all__ = [
    "MOST_OWN",
    "AskedFacts",
    "ClosedError",
    "EarlierRound",
    "answer_maturity",
    "begin_model",
    "cancel_round",
    "change_model",
    "change_round",
    "close_due_rounds",
    "close_round",
    "erase_from_evaluation",
    "give_answer",
    "give_wall_answer",
    "import_rounds",
    "invite_people",
    "leave_rounds",
    "load_questions",
    "move_rounds",
    "open_due_rounds",
    "open_round",
    "plan_round",
    "put_up_wall",
    "rates_of",
    "remind_invited",
    "remove_old_invitations",
    "remove_old_respondents",
    "remove_old_texts",
    "take_off",
    "takes_answers",
]
