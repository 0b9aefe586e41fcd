"""Addresses of the days of a plan: made for a role, and revoked."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.planning.models import PlanFeed, StartPlan
from maskinrum.planning.permissions import can_change
from maskinrum.shared.errors import DomainError
from maskinrum.shared.tokens import digest_of, token_for

PURPOSE = "plan-feed"
MOST_FEEDS = 30


def token_of_feed(feed: PlanFeed) -> str:
    """The token in the address: shown to the organisation of the plan, and kept nowhere."""
    return token_for(PURPOSE, feed.pk)


@transaction.atomic
def make_feed(plan: StartPlan, *, role: str, viewer: Viewer, now: datetime) -> PlanFeed:
    """Make an address for those who fill a role; for all when it is empty. Raises DomainError without the right."""
    if not can_change(viewer, plan):
        raise DomainError(_("Only those who act for the organisation of the plan can do that."))
    if plan.feeds.count() >= MOST_FEEDS:
        raise DomainError(_("There are %(n)s addresses already. Revoke one first.") % {"n": MOST_FEEDS})
    feed = PlanFeed(plan=plan, role=role, made_by=viewer.person, made_at=now)
    feed.token_digest = digest_of(token_of_feed(feed))
    feed.save()
    record("make_plan_feed", plan, viewer=viewer, now=now, changes={"role": [None, role]})
    return feed


@transaction.atomic
def revoke_feed(feed: PlanFeed, *, viewer: Viewer, now: datetime) -> None:
    """Let an address stop working. Raises DomainError without the right."""
    if not can_change(viewer, feed.plan):
        raise DomainError(_("Only those who act for the organisation of the plan can do that."))
    record("revoke_plan_feed", feed.plan, viewer=viewer, now=now, changes={"role": [feed.role, None]})
    feed.delete()
