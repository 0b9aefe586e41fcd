"""Writes that belong to no single room: mails on their way out, and the periodic work."""

from maskinrum.shared.actions.delivery import deliver
from maskinrum.shared.actions.outbox import (
    add_to_mail,
    erase_mail,
    give_up_mail,
    remove_old_mails,
    send_later,
    try_mail_again,
    wake_worker,
)
from maskinrum.shared.actions.periodic import run_due
from maskinrum.shared.actions.tidying import remove_old_tasks

__all__ = [
    "add_to_mail",
    "deliver",
    "erase_mail",
    "give_up_mail",
    "remove_old_mails",
    "remove_old_tasks",
    "run_due",
    "send_later",
    "try_mail_again",
    "wake_worker",
]
