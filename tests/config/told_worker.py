"""The site as gunicorn serves it, with the number of the worker process in every answer."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from maskinrum.config.wsgi import application as site


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as the site does, and say who answered."""

    def told(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, ("X-Worker", str(os.getpid()))], *rest)

    return site(environ, told)
