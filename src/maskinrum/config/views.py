"""The pages that belong to no single room: the front page and what stands in the footer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def front(request: HttpRequest) -> HttpResponse:
    """Show what Maskinrum is, and one next step for each kind of visitor."""
    return render(request, "maskinrum/front.html")
