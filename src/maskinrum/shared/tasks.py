"""What the web processes ask the worker to do, through django-tasks' table."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult


@task()
def deliver_mail() -> int:
    """Send what waits in the outbox; return how many mails the server accepted."""
    from maskinrum.shared.actions.delivery import deliver  # noqa: PLC0415 - actions stand above tasks

    return deliver()


def waits_for_worker() -> bool:
    """Whether a task to deliver mail is there that no worker has taken."""
    return DBTaskResult.objects.ready().filter(task_path=deliver_mail.module_path).exists()
