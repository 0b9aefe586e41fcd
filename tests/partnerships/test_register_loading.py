"""The register that ships comes into an empty database whole, and once."""

from datetime import datetime

from maskinrum.organisations.models import AuditEvent
from maskinrum.partnerships.actions import Loaded, load_register


def test_every_entry_of_the_data_is_brought_once(db: None, now: datetime) -> None:
    assert load_register(now) == Loaded(added=18, changed=0, left=0)
    events = AuditEvent.objects.count()
    assert load_register(now) == Loaded(added=0, changed=0, left=0)
    assert AuditEvent.objects.count() == events
