"""Tokens for links that open something without signing in.

A token follows from the site's secret key and from what it opens, so the same link can be written again in a later
letter; what is kept is only its digest, by which it is found. Whoever reads the database cannot make the link.
"""

import hashlib

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.crypto import salted_hmac

LENGTH = 43  # characters: more than 250 bits
OPENED_BY = "token"  # what every address is opened by that is sent to somebody in a letter
WITHHELD = "[…]"


def token_for(purpose: str, what: object) -> str:
    """The token that opens one thing for one purpose. Give another ``what`` to make earlier links stop working."""
    return _letters(salted_hmac(f"maskinrum.{purpose}", str(what), algorithm="sha256").digest())


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _letters(octets: bytes) -> str:
    """Letters and digits only: a hyphen or a line at the end is lost where a mail program makes the link."""
    alphabet = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
    number, found = int.from_bytes(octets, "big"), ""
    while len(found) < LENGTH:
        number, place = divmod(number, len(alphabet))
        found += alphabet[place]
    return found


def path_to_log(request: HttpRequest) -> str:
    """The path without what opens it: whoever reads a log must not be let in by a link that was sent to another."""
    try:
        opener = resolve(request.path_info).kwargs.get(OPENED_BY)
    except Resolver404:
        opener = None
    return request.path.replace(opener, WITHHELD) if opener else request.path
