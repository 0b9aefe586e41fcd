"""Start plans as documents: title and the words of their own tasks, for those who may see them."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import readers_of
from maskinrum.planning.models import StartPlan
from maskinrum.planning.queries import start_plans
from maskinrum.search.indexing import Document, Kind, Shown, key_of, offer


def offer_everything() -> None:
    """Offer start plans."""
    offer(Kind("start_plan", _("Start plan"), ids, documents, shown, model=StartPlan))


def ids() -> Iterator[str]:
    """Every plan."""
    return (str(pk) for pk in StartPlan.objects.order_by().values_list("pk", flat=True).iterator())


def documents(chosen: Collection[str]) -> Iterator[Document]:
    """Title, justification and criteria, and the tasks people added themselves."""
    rows = StartPlan.objects.filter(pk__in=chosen).defer("schedule").prefetch_related("tasks")
    for row in rows:
        own = [task.title for task in row.tasks.all() if task.title]
        yield Document(
            key=key_of("start_plan", row.pk),
            kind="start_plan",
            title=row.title,
            text="\n".join([row.justification, row.criteria, *own]).strip(),
            readers=readers_of(row),
            facets={"language": ("da", "en")},
        )


def shown(viewer: Viewer, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """The plans among these that the viewer may see."""
    rows = start_plans(viewer, now=now).filter(pk__in=chosen).defer("schedule")
    return {str(row.pk): Shown(reverse("planning:plan", args=[row.pk]), (row.organisation.name,)) for row in rows}
