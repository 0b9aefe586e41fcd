"""Browsers that somebody has signed in with before, so that an attacker elsewhere cannot shut them out.

Wrong passwords and mailed codes are counted by address, so that changing sender helps nobody. That alone would let
whoever knows an address keep its owner away. A browser that has signed in with an address therefore carries a signed
cookie, and what it tries with that address is counted apart from all others.
"""

import secrets

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "known_browser"
HALF_A_YEAR = 180 * 24 * 60 * 60  # seconds
_SALT = "maskinrum.shared.browsers"


def counted_as(request: HttpRequest, email: str) -> str:
    """Return what the tries of a request with an address are counted as: the address, or it in this known browser."""
    address = email.strip().lower()
    mark = _known(request, address)
    return f"{address} {mark}" if mark else address


def remember_browser(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Let the response make the browser one that has signed in with the address; a mark it has stays."""
    address = email.strip().lower()
    content = {"address": _digest(address), "mark": _known(request, address) or secrets.token_hex(8)}
    response.set_cookie(
        COOKIE,
        signing.dumps(content, salt=_SALT),
        max_age=HALF_A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def _known(request: HttpRequest, address: str) -> str:
    """The mark of the browser if it has signed in with the address, else nothing."""
    try:
        content = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=HALF_A_YEAR)
    except signing.BadSignature:
        return ""
    return str(content["mark"]) if content["address"] == _digest(address) else ""


def _digest(address: str) -> str:
    return salted_hmac(_SALT, address).hexdigest()
