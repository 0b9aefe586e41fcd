"""Begin a plan, and delete it."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.queries import grants_of, own_organisation
from maskinrum.planning.actions import open_plan, remove_plan
from maskinrum.planning.facts.origins import known_of
from maskinrum.planning.facts.terms import Origin
from maskinrum.planning.forms import TermsForm, initial_terms, initial_terms_of_origin
from maskinrum.planning.models import StartPlan
from maskinrum.planning.permissions import can_change, can_share
from maskinrum.planning.queries import is_deleted, start_plans
from maskinrum.planning.views.reaching import own_plan
from maskinrum.shared.errors import tried


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Begin a plan, on its own, from what is known elsewhere (``fra``) or as a copy of a plan (``som``)."""
    organisation = own_organisation(request.viewer)
    if organisation is None:
        raise Http404
    key, origin = _origin(request)
    source = _source(request)
    initial = _initial(origin, source)
    form = TermsForm(request.POST if request.method == "POST" else None, initial=initial)
    made: list[StartPlan] = []

    def act() -> object:
        given: dict[str, Any] = {"origin": key, "copied_from": source}
        given["first_call_offs"] = origin.first_call_offs if origin else ()
        made.append(open_plan(organisation, form.terms(), viewer=request.viewer, now=timezone.now(), **given))
        return made

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The plan is made. Look through the warnings first."))
        return redirect("planning:plan", made[0].pk)
    return render(request, "planning/new.html", {"form": form, "origin": origin, "source": source})


def _origin(request: PageRequest) -> tuple[uuid.UUID | None, Origin | None]:
    key = _key(request.GET.get("fra", ""))
    found = known_of(request.viewer, key, now=timezone.now()) if key else None
    return (key, found) if found else (None, None)


def _source(request: PageRequest) -> StartPlan | None:
    key = _key(request.GET.get("som", ""))
    rows = start_plans(request.viewer, now=timezone.now())
    found = rows.filter(pk=key).first() if key else None
    return found if found is not None and can_change(request.viewer, found) else None


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _initial(origin: Origin | None, source: StartPlan | None) -> dict[str, object]:
    fresh = initial_terms_of_origin(origin, timezone.localdate())
    if source is None:
        return fresh
    days = {"title": "", "start": fresh["start"], "wished_signature": None, "direction": fresh["direction"]}
    return initial_terms(source) | days


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PageRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Say what goes, then delete the plan; pressed twice it says the same."""
    is_gone = request.method == "POST" and is_deleted(request.viewer, plan_id)
    plan = None if is_gone else own_plan(request, plan_id)
    if plan is not None and not can_share(request.viewer, plan):
        raise Http404
    if plan is not None and request.method == "POST":
        remove_plan(plan, viewer=request.viewer, now=timezone.now())
    if plan is None or request.method == "POST":
        messages.success(request, _("The plan is deleted."))
        return redirect("planning:index")
    context = {"plan": plan, "is_shared": grants_of(plan, now=timezone.now()).exists()}
    return render(request, "planning/remove.html", context)
