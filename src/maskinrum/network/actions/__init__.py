"""Writes: questions, what stands below them, who is asked, and who is forgotten."""

from maskinrum.network.actions.answers import accept_answer, contribute, make_experience, remove_contribution
from maskinrum.network.actions.digests import send_digests, send_settled_digests
from maskinrum.network.actions.editing import edit_question
from maskinrum.network.actions.erasing import erase_from_questions, erase_from_sparring, erase_from_stands
from maskinrum.network.actions.questions import ask_question, close_question, see_asker, withdraw_question
from maskinrum.network.actions.routing import escalate_unanswered, route_questions
from maskinrum.network.actions.sparring import (
    accept_day,
    answer_proposal,
    ask_for_conversation,
    end_conversation,
    leave_conversations,
    offer_day,
    propose_conversations,
    propose_now,
    step_back,
    tell_conversation,
    withdraw_request,
)
from maskinrum.network.actions.stands import move_cards, move_stand, remove_stand, show_of_oneself, write_stand
from maskinrum.network.actions.subscriptions import (
    erase_subscriptions,
    follow,
    set_rhythm,
    stop_digests,
    unfollow,
)

__all__ = [
    "accept_answer",
    "accept_day",
    "answer_proposal",
    "ask_for_conversation",
    "ask_question",
    "close_question",
    "contribute",
    "edit_question",
    "end_conversation",
    "erase_from_questions",
    "erase_from_sparring",
    "erase_from_stands",
    "erase_subscriptions",
    "escalate_unanswered",
    "follow",
    "leave_conversations",
    "make_experience",
    "move_cards",
    "move_stand",
    "offer_day",
    "propose_conversations",
    "propose_now",
    "remove_contribution",
    "remove_stand",
    "route_questions",
    "see_asker",
    "send_digests",
    "send_settled_digests",
    "set_rhythm",
    "show_of_oneself",
    "step_back",
    "stop_digests",
    "tell_conversation",
    "unfollow",
    "withdraw_question",
    "withdraw_request",
    "write_stand",
]
