"""The WSGI application that gunicorn serves."""

import gc
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maskinrum.config.settings")

MOST_LEFT = 128 * 1024 * 1024  # bytes
PIECE = 64 * 1024
PATIENCE = 60.0  # seconds


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer, and let whoever still sends come to an end first.

    A browser whose connection is closed while it sends shows a page of its own instead of our answer. What is left is
    thrown away as it comes, and there is an end to it.
    """
    answer = _answer(environ, start_response)
    until, left = time.monotonic() + PATIENCE, MOST_LEFT if environ.get("CONTENT_LENGTH") else 0
    with suppress(OSError):  # it has gone, or says nothing
        while left > 0 and time.monotonic() < until and (piece := environ["wsgi.input"].read(PIECE)):
            left -= len(piece)
    return answer


gc.disable()  # until all is read
_answer = get_wsgi_application()
# A worker that has read the pages' code before it is asked for one answers the first visitor as quickly as the next.
_ = get_resolver().url_patterns
import_module("scipy.special")  # which the engine leaves until it calculates
# What is read by now stays until the worker ends. Looking through it for rubbish took a tenth of a second now and then.
gc.collect()
gc.freeze()
gc.enable()
