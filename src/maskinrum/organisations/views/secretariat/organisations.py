"""The organisations of the network and of the register: added, changed, merged, and who acts for them."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.organisations.actions import (
    change_organisation,
    create_organisation,
    merge_organisations,
    reset_second_factors,
    would_move,
)
from maskinrum.organisations.forms import MergeForm, OrganisationForm
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.models import Invitation, Membership, Organisation
from maskinrum.organisations.queries import carried_on_by, invitations_out, memberships_of, second_factors, version_of
from maskinrum.organisations.queries import organisations as all_organisations
from maskinrum.organisations.views import people
from maskinrum.organisations.views.secretariat.access import secretariat_only
from maskinrum.shared.errors import tried

PAGE = 50  # organisations


@secretariat_only
@require_safe
def organisations(request: PageRequest) -> HttpResponse:
    """List the organisations, those of a name or number if asked for."""
    text = request.GET.get("q", "").strip()[:200]
    page = Paginator(all_organisations(request.viewer, text=text), PAGE).get_page(request.GET.get("page"))
    return render(request, "organisations/secretariat/organisations.html", {"page": page, "text": text})


@secretariat_only
@require_safe
def organisation(request: PageRequest, slug: str) -> HttpResponse:
    """Show one organisation and who acts for it; one that was merged leads to the one that carries on."""
    found = _organisation(request, slug)
    if found.merged_into_id:
        return redirect("secretariat:organisation", carried_on_by(found).slug)
    context = {
        "organisation": found,
        "memberships": memberships_of(found.pk),
        "invitations": invitations_out(found),
        "companies": found.companies.filter(merged_into__isnull=True),
        "merged": found.merged.all(),
        "now": timezone.now(),
    }
    return render(request, "organisations/secretariat/organisation.html", context)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Add an organisation that takes part."""
    form = _form(request, {})

    def act() -> object:
        return create_organisation(**form.cleaned_data, viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("%(name)s is added.") % {"name": form.cleaned_data["name"]})
        return redirect("secretariat:organisations")
    return render(request, "organisations/secretariat/edit.html", {"form": form})


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, slug: str) -> HttpResponse:
    """Change what is known of an organisation."""
    found = get_object_or_404(all_organisations(request.viewer), slug=slug, merged_into__isnull=True)
    form = _form(request, {"name": found.name, "kind": found.kind, "cvr": found.cvr, "group": found.group_id})

    def act() -> object:
        seen: dict[str, Any] = {"expected_version": request.POST.get("version", ""), "viewer": request.viewer}
        return change_organisation(found, **form.cleaned_data, **seen, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("%(name)s is changed.") % {"name": found.name})
        return redirect("secretariat:organisation", found.slug)
    return render(
        request,
        "organisations/secretariat/edit.html",
        {"form": form, "organisation": found, "version": version_of(found)},
    )


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: PageRequest, slug: str) -> HttpResponse:
    """Show what would move to the organisation that carries on, and move it."""
    found = get_object_or_404(all_organisations(request.viewer), slug=slug, merged_into__isnull=True)
    others = all_organisations(request.viewer).filter(merged_into__isnull=True, is_fictitious=found.is_fictitious)
    form = MergeForm(request.POST if request.method == "POST" else None, organisations=others.exclude(pk=found.pk))

    def act() -> object:
        into = form.cleaned_data["into"]
        return merge_organisations(found, into=into, viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        into = form.cleaned_data["into"]
        messages.success(request, _("%(name)s is merged into %(into)s.") % {"name": found.name, "into": into.name})
        return redirect("secretariat:organisation", into.slug)
    context = {"organisation": found, "form": form, "moving": would_move(found)}
    return render(request, "organisations/secretariat/merge.html", context)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: PageRequest, slug: str) -> HttpResponse:
    """Ask somebody to act for any organisation."""
    found = get_object_or_404(all_organisations(request.viewer), slug=slug, merged_into__isnull=True)
    return people.invitation_page(request, found, back=_page_of(found))


@secretariat_only
@require_POST
def invite_again(request: PageRequest, invitation_id: uuid.UUID) -> HttpResponse:
    """Send an invitation once more."""
    found = _invitation(invitation_id)
    return people.invitation_again(request, found, back=_page_of(found.organisation))


@secretariat_only
@require_POST
def withdraw(request: PageRequest, invitation_id: uuid.UUID) -> HttpResponse:
    """Withdraw an invitation."""
    found = _invitation(invitation_id)
    return people.invitation_withdrawn(request, found, back=_page_of(found.organisation))


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: PageRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Change what somebody does in an organisation."""
    found = _membership(membership_id)
    return people.membership_page(request, found, back=_page_of(found.organisation))


@secretariat_only
@require_POST
def end_membership(request: PageRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Let somebody no longer act for an organisation."""
    found = _membership(membership_id)
    return people.end_of_membership(request, found, back=_page_of(found.organisation))


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: PageRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Ask whether to let somebody in who has lost passkey, app and codes, and do it."""
    found = _membership(membership_id)
    if request.method == "POST":
        reset_second_factors(found.person, viewer=request.viewer, now=timezone.now())
        words = _("%(name)s logs in with password or mailed code alone, and has been written to.")
        messages.success(request, words % {"name": found.person})
        return redirect(_page_of(found.organisation))
    context = {"membership": found, "has_factors": second_factors(found.person).exists()}
    return render(request, "organisations/secretariat/reset.html", context)


def _organisation(request: PageRequest, slug: str) -> Organisation:
    return get_object_or_404(all_organisations(request.viewer), slug=slug)


def _membership(membership_id: uuid.UUID) -> Membership:
    return get_object_or_404(Membership.objects.select_related("person", "organisation"), pk=membership_id)


def _invitation(invitation_id: uuid.UUID) -> Invitation:
    return get_object_or_404(Invitation.objects.select_related("organisation"), pk=invitation_id)


def _page_of(organisation: Organisation) -> str:
    return reverse("secretariat:organisation", args=[organisation.slug])


def _form(request: PageRequest, initial: dict[str, Any]) -> OrganisationForm:
    data = request.POST if request.method == "POST" else None
    groups = all_organisations(request.viewer).filter(merged_into__isnull=True)
    return OrganisationForm(data, organisations=groups, initial=initial)
