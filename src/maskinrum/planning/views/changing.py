"""Let a plan rest on other terms, or calculate it as of today."""

import uuid

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from maskinrum.organisations.middleware import PageRequest
from maskinrum.planning.actions.changing import nothing_new, other_terms
from maskinrum.planning.forms import TermsForm, initial_terms
from maskinrum.planning.views.proposing import changed
from maskinrum.planning.views.reaching import own_plan


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: PageRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Change procedure, days, values and the rest that the plan rests on."""
    plan = own_plan(request, plan_id)
    form = TermsForm(request.POST if request.method == "POST" else None, initial=initial_terms(plan))

    def page() -> HttpResponse:
        return render(request, "planning/terms.html", {"plan": plan, "form": form})

    after = reverse("planning:plan", args=[plan.pk])
    return changed(request, plan, form, lambda: other_terms(form.terms()), page=page, after=after)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: PageRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Calculate as of today: what is late moves what waits for it."""
    plan = own_plan(request, plan_id)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def page() -> HttpResponse:
        return render(request, "planning/again.html", {"plan": plan, "form": form})

    return changed(request, plan, form, nothing_new, page=page, after=reverse("planning:plan", args=[plan.pk]))
