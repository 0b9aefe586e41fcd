"""Writes: questions, what stands below them, who is asked, and who is forgotten."""

from maskinrum.network.actions.answers import accept_answer, contribute, make_experience, remove_contribution
from maskinrum.network.actions.erasing import erase_from_questions, erase_from_stands
from maskinrum.network.actions.questions import ask_question, close_question, see_asker, withdraw_question
from maskinrum.network.actions.routing import escalate_unanswered, route_questions
from maskinrum.network.actions.stands import move_cards, move_stand, remove_stand, show_of_oneself, write_stand

__all__ = [
    "accept_answer",
    "ask_question",
    "close_question",
    "contribute",
    "erase_from_questions",
    "erase_from_stands",
    "escalate_unanswered",
    "make_experience",
    "move_cards",
    "move_stand",
    "remove_contribution",
    "remove_stand",
    "route_questions",
    "see_asker",
    "show_of_oneself",
    "withdraw_question",
    "write_stand",
]
