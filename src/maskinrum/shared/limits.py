"""How often one sender may ask for what is dear to compute.

Counts stand in the cache, by the minute, so that every web process sees the same ones. Two requests at the very same
moment may count as one: the limit protects other visitors, and need not be exact.
"""

from datetime import datetime
from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

MINUTE = 60  # seconds
NETWORK_OF_ONE = 64  # bits of an IPv6 address that one subscriber has in common


def is_over_limit(request: HttpRequest, what: str, *, most: int, cost: int = 1, now: datetime) -> bool:
    """Count ``cost`` for the sender of the request, and say whether that makes more than ``most`` in this minute."""
    key = f"limit:{what}:{sender(request)}:{int(now.timestamp()) // MINUTE}"
    cache.add(key, 0, timeout=MINUTE)
    return cache.incr(key, cost) > most


def sender(request: HttpRequest) -> str:
    """The address the request comes from, as sign-in counts it; of IPv6 the part that one subscriber has."""
    address = ip_address(get_adapter(request).get_client_ip(request))
    return str(ip_network((address, NETWORK_OF_ONE), strict=False)) if address.version == 6 else str(address)
