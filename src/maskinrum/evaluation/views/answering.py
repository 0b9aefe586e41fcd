"""Answer a round by a personal link or from the wall, without an account.

These pages ask neither who is signed in nor for a session: nothing of what they do is noted with a person or a time.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.evaluation.actions import ClosedError, give_answer, give_wall_answer, leave_rounds, takes_answers
from maskinrum.evaluation.enums import EvaluationPart
from maskinrum.evaluation.forms.answering import AnswerForm, scale_words
from maskinrum.evaluation.models import Round
from maskinrum.evaluation.queries import model_items
from maskinrum.evaluation.queries.inviting import invitation_of_token, round_of_wall
from maskinrum.organisations.middleware import about_oneself
from maskinrum.organisations.permissions import VISITOR
from maskinrum.shared.errors import DomainError

GONE = 410


def _page(request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """A page made without the request, so that nothing on it asks who is looking."""
    other = "en" if (get_language() or "da").startswith("da") else "da"
    given = {"csrf_token": get_token(request), "here": request.path, "other_code": other, **context}
    return HttpResponse(render_to_string(f"evaluation/{template}.html", given), status=status)


def _form(row: Round, data: Any) -> AnswerForm:
    model = row.model
    items = model_items(model, EvaluationPart.PULSE)
    return AnswerForm(data, items=items, asks_importance=model.asks_importance, asks_text=model.asks_text)


def _sheet(request: HttpRequest, row: Round, form: AnswerForm, *, is_wall: bool) -> HttpResponse:
    context = {
        "form": form,
        "round": row,
        "partnership": row.partnership,
        "is_wall": is_wall,
        "statements": list(form.statements()),
        "scale": scale_words(),
    }
    return _page(request, "answer", context)


def _counted(form: AnswerForm, act: Any) -> bool | None:
    """Whether the sheet was counted; None when it cannot be, and then the form says why."""
    if not form.is_valid():
        return None
    try:
        return bool(act())
    except ClosedError:
        raise
    except DomainError as error:
        form.add_error(None, error.message)
        return None


@about_oneself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the sheet of a personal link, and count it once."""
    own, now = invitation_of_token(token), timezone.now()
    if own is None or not takes_answers(own.round, now=now):
        return _page(request, "gone", {}, GONE)
    if own.has_answered:
        return _page(request, "answered", {"partnership": own.round.partnership})
    form = _form(own.round, request.POST if request.method == "POST" else None)
    try:
        counted = _counted(form, lambda: give_answer(own, form.sheet(), now=now)) if form.is_bound else None
    except ClosedError:
        return _page(request, "gone", {}, GONE)
    if counted is None:
        return _sheet(request, own.round, form, is_wall=False)
    return redirect(reverse("evaluation:thanks") + "#kept")


@about_oneself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wall_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the sheet of the QR code on the wall, and count it."""
    row, now = round_of_wall(token), timezone.now()
    if row is None or not takes_answers(row, now=now):
        return _page(request, "gone", {}, GONE)
    form = _form(row, request.POST if request.method == "POST" else None)
    try:
        counted = _counted(form, lambda: give_wall_answer(row, form.sheet(), now=now)) if form.is_bound else None
    except ClosedError:
        return _page(request, "gone", {}, GONE)
    if counted is None:
        return _sheet(request, row, form, is_wall=True)
    return redirect(reverse("evaluation:thanks") + "#kept")


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Thank, alike for everybody."""
    return _page(request, "thanks", {})


@about_oneself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once, and ask that person no more."""
    own = invitation_of_token(token)
    if own is None:
        return _page(request, "gone", {}, GONE)
    if request.method == "POST":
        leave_rounds(own, viewer=VISITOR, now=timezone.now())
        return _page(request, "left", {"partnership": own.round.partnership})
    return _page(request, "leave", {"partnership": own.round.partnership, "title": _("Be asked no more")})
