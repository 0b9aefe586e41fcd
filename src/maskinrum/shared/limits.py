"""How often one sender may ask for what is dear to compute, and how much of it is computed at once.

Counts stand in the cache, by the minute, so that every web process sees the same ones. Two requests at the very same
moment may count as one: the limit protects other visitors, and need not be exact.

Turns are locks on files, which all processes and threads of a machine share, and which the system gives back when a
process ends, however it ends.
"""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from ipaddress import ip_address, ip_network
from pathlib import Path

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from maskinrum.shared.errors import BusyError

View = Callable[..., HttpResponse]

MINUTE = 60  # seconds
NETWORK_OF_ONE = 64  # bits of an IPv6 address that one subscriber has in common
LARGEST_REQUEST = 6 * 1024 * 1024  # bytes: a table of 5 MB and the form around it
LARGEST_WITH_PHOTO = 21 * 1024 * 1024  # bytes: a photo of 20 MB and the form around it
ROUND = 0.02  # seconds between looks for a free place
LET_IN = 3


def takes_photos(view: View) -> View:
    """Let a view take what a telephone makes of its finest picture; all others take ``LARGEST_REQUEST``."""
    view.largest_request = LARGEST_WITH_PHOTO  # type: ignore[attr-defined]
    return view


def largest_request(path: str) -> int:
    """How many bytes may be sent to an address."""
    try:
        view = resolve(path).func
    except Resolver404:
        return LARGEST_REQUEST
    return int(getattr(view, "largest_request", LARGEST_REQUEST))


def is_over_limit(request: HttpRequest, what: str, *, most: int, cost: int = 1, now: datetime) -> bool:
    """Count ``cost`` for the sender of the request, and say whether that makes more than ``most`` in this minute."""
    key = f"limit:{what}:{sender(request)}:{int(now.timestamp()) // MINUTE}"
    cache.add(key, 0, timeout=MINUTE)
    return cache.incr(key, cost) > most


def sender(request: HttpRequest) -> str:
    """The address the request comes from, as sign-in counts it; of IPv6 the part that one subscriber has."""
    address = ip_address(get_adapter(request).get_client_ip(request))
    return str(ip_network((address, NETWORK_OF_ONE), strict=False)) if address.version == 6 else str(address)


@contextmanager
def turn(group: str, *, places: int, patience: float, let_in: int = LET_IN) -> Iterator[None]:
    """Compute while holding one of the ``places`` that a group of people has on this machine.

    Wait for one at most ``patience`` seconds, and only while no more than ``let_in`` times as many compute or wait,
    because who waits holds a thread. Raises BusyError.
    """
    with ExitStack() as held:
        if not _take(held, f"{group}-inside", let_in * places):
            raise _busy()
        deadline = time.monotonic() + patience
        while not _take(held, group, places):
            if time.monotonic() >= deadline:
                raise _busy()
            time.sleep(ROUND)
        yield


def _take(held: ExitStack, name: str, places: int) -> bool:
    folder = Path(settings.TURNS_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for place in range(places):
        with ExitStack() as opened:
            file = opened.enter_context((folder / f"{name}-{place}").open("wb"))
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            held.push(opened.pop_all())
            return True
    return False


def _busy() -> BusyError:
    return BusyError(_("So much is being calculated right now that there was no room for this. Try again in a moment."))
