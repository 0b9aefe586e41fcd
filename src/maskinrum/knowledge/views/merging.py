"""See which experiences may tell the same, and make one of two."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.knowledge.actions import merge_experiences, suggest_again, tell_apart
from maskinrum.knowledge.forms.merging import MergeForm
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries.duplicates import duplicates, mergeable, pair_of, told_apart
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.permissions import can_manage_network
from maskinrum.shared.errors import tried


@login_required
@require_safe
def candidates(request: PageRequest) -> HttpResponse:
    """List the pairs that are most alike, and below them those that were told apart."""
    if not can_manage_network(request.viewer):
        raise Http404
    now = timezone.now()
    apart = list(told_apart(request.viewer, now=now).select_related("first", "second"))
    context = {"pairs": duplicates(request.viewer, apart=apart, now=now), "apart": apart}
    return render(request, "knowledge/duplicates.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: PageRequest, key: str, other: str) -> HttpResponse:
    """Show two beside each other, ask which stays, and make one of them."""
    now = timezone.now()
    two = _two(request, key, other)
    form = MergeForm(
        request.POST if request.method == "POST" else None, two=[(one, row.title) for one, row in two.items()]
    )

    def act() -> object:
        stays = form.cleaned_data["stays"]
        goes = other if stays == key else key
        return merge_experiences(two[goes], into=two[stays], viewer=request.viewer, now=now)

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The two are one now."))
        return redirect("knowledge:experience", form.cleaned_data["stays"])
    context = {"form": form, "two": list(two.values()), "apart": pair_of(two[key], two[other])}
    return render(request, "knowledge/merge.html", context)


@login_required
@require_POST
def apart(request: PageRequest, key: str, other: str) -> HttpResponse:
    """Say that the two do not tell the same."""
    two = _two(request, key, other)
    tell_apart(two[key], other=two[other], viewer=request.viewer, now=timezone.now())
    messages.success(request, _("The two are not suggested again. You can take it back below."))
    return redirect("knowledge:duplicates")


@login_required
@require_POST
def again(request: PageRequest, key: str, other: str) -> HttpResponse:
    """Take back that the two do not tell the same."""
    two = _two(request, key, other)
    suggest_again(two[key], other=two[other], viewer=request.viewer, now=timezone.now())
    messages.success(request, _("The two are suggested again as long as they are alike."))
    return redirect("knowledge:duplicates")


def _two(request: PageRequest, key: str, other: str) -> dict[str, Experience]:
    if not can_manage_network(request.viewer) or key == other:
        raise Http404
    rows = mergeable(request.viewer, now=timezone.now()).select_related("organisation", "partnership")
    return {one: get_object_or_404(rows, key=one) for one in (key, other)}
