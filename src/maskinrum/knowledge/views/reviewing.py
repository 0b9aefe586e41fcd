"""Read experiences before others do, answer for those who are named, and keep what is published."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.knowledge.actions import (
    answer_for_partner,
    pass_review,
    renew_experience,
    retire_experience,
    send_back,
    supersede_experience,
)
from maskinrum.knowledge.actions.review import REVIEW_EVERY
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.facts import themes_named
from maskinrum.knowledge.forms.reviewing import (
    PASS,
    RENEW,
    SUPERSEDE,
    KeepForm,
    PartnerAnswerForm,
    ReviewForm,
)
from maskinrum.knowledge.models import Experience, NamedPartner
from maskinrum.knowledge.permissions import can_answer_for, can_keep, can_review, can_review_some, can_tell
from maskinrum.knowledge.queries import (
    experience,
    has_been_answered,
    named_waiting,
    own_experiences,
    parties_of,
    published,
    review_queue,
)
from maskinrum.knowledge.queries.attachments import files_shown
from maskinrum.knowledge.queries.choices import named_in_texts, other_published, parties_to_name, partnership_names
from maskinrum.knowledge.reports.experience_page import host_of
from maskinrum.knowledge.reports.wording import missing_names
from maskinrum.organisations.enums import Decision, Visibility
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.permissions import can_manage_network, can_share
from maskinrum.organisations.queries import grants_of
from maskinrum.shared.errors import tried

A_PAGE = 40


@login_required
@require_safe
def mine(request: PageRequest) -> HttpResponse:
    """List what the viewer has told for the organisation acted for, whatever its state."""
    if not can_tell(request.viewer):
        return render(request, "knowledge/no_organisation.html")
    page = Paginator(own_experiences(request.viewer), A_PAGE).get_page(request.GET.get("side"))
    context = {"page": page, "can_review": can_review_some(request.viewer)}
    return render(request, "knowledge/mine.html", context | {"today": timezone.localdate()})


@login_required
@require_safe
def queue(request: PageRequest) -> HttpResponse:
    """List what waits for the viewer: to be read, and to be answered."""
    if not can_review_some(request.viewer):
        raise Http404
    context = {
        "rows": review_queue(request.viewer, now=timezone.now()),
        "named": named_waiting(request.viewer),
        "can_merge": can_manage_network(request.viewer),
    }
    return render(request, "knowledge/queue.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: PageRequest, key: str) -> HttpResponse:
    """Read one before others do, and let it go on or give it back."""
    now = timezone.now()
    row = experience(request.viewer, key, now=now)
    if row.state != ExperienceState.IN_REVIEW or not can_review(request.viewer, row, parties=parties_of(row)):
        raise Http404
    parties = parties_to_name(request.viewer, row, now=now)
    form = ReviewForm(
        request.POST if request.method == "POST" else None,
        parties=[(str(one.pk), one.name) for one in parties],
        likely=named_in_texts(row, parties),
        revision=row.revision,
    )

    def act() -> object:
        given = form.cleaned_data
        if given["outcome"] != PASS:
            return send_back(row, answer=given["answer"], viewer=request.viewer, now=now)
        named = [one for one in parties if str(one.pk) in given["named"]]
        read = {"review_on": given["review_on"], "expected_revision": given["revision"] or row.revision}
        return pass_review(row, named=named, **read, viewer=request.viewer, now=now)

    if request.method == "POST" and tried(form, act):
        messages.success(request, _said_of(Experience.objects.get(pk=row.pk)))
        return redirect("knowledge:queue")
    _go_on_from(form, row, request.POST)
    context = {"form": form, "parties": parties, "missing": missing_names(row)}
    return render(request, "knowledge/review.html", context | _whole(request, row))


def _whole(request: PageRequest, row: Experience) -> dict[str, Any]:
    """All that is answered for beside the words: the files, and what it leads to, as far as the viewer may see that."""
    now = timezone.now()
    return {
        "row": row,
        "host": host_of(row.source_url),
        "themes": themes_named(row.theme_codes),
        "partnership": next(iter(partnership_names(request.viewer, [row.partnership_id], now=now).values()), ""),
        "counter_to": published(request.viewer, now=now).filter(pk__in=[row.counter_to_id]).first(),
        "attachments": files_shown(row),
        **_let_in(row, now),
    }


def _let_in(row: Experience, now: datetime) -> dict[str, Any]:
    """Who is let in by name: organisations, and how many people, whose addresses are not told."""
    grants = [] if row.visibility in {Visibility.NETWORK, Visibility.OPEN} else list(grants_of(row, now=now))
    names = [one.organisation.name for one in grants if one.organisation]
    return {"let_in": names, "people_let_in": len(grants) - len(names)}


def _go_on_from(form: ReviewForm | PartnerAnswerForm, row: Experience, typed: QueryDict) -> None:
    """Let the next answer be to the words that stand on the page now; those whom they name have been ticked too."""
    if not form.is_bound or typed.get("revision", "") == str(row.revision):
        return
    data = typed.copy()
    data["revision"] = str(row.revision)
    if isinstance(form, ReviewForm):
        data.setlist("named", sorted({*data.getlist("named"), *form.initial["named"]}))
    form.data = data


def _said_of(row: Experience) -> str:
    if row.state == ExperienceState.PUBLISHED:
        return _("It is published.")
    if row.state == ExperienceState.APPROVAL:
        names = ", ".join(row.named.values_list("organisation__name", flat=True))
        return _("%(names)s must say yes before others can read it. We have written to them.") % {"names": names}
    return _("It is given back, with what you wrote.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: PageRequest, key: str) -> HttpResponse:
    """Let a named organisation read what names it, and answer; the secretariat may write an answer down."""
    if request.method != "POST" and has_been_answered(request.viewer, key):
        messages.info(request, _("This does not wait for an answer any more."))
        return redirect("knowledge:queue")
    row = experience(request.viewer, key, now=timezone.now())
    waiting = [
        one
        for one in row.named.filter(decision=Decision.WAITING).select_related("organisation")
        if can_answer_for(request.viewer, one.organisation_id)
    ]
    if row.state != ExperienceState.APPROVAL or not waiting:
        raise Http404
    named = next((one for one in waiting if str(one.pk) == request.POST.get("named")), waiting[0])
    form = PartnerAnswerForm(request.POST if request.method == "POST" else None, initial={"revision": row.revision})

    def act() -> object:
        given = form.cleaned_data
        said = {"note": given["note"], "expected_revision": given["revision"] or row.revision}
        decision = Decision(given["decision"])
        return answer_for_partner(named, decision=decision, **said, viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The answer is kept."))
        return redirect("knowledge:queue")
    _go_on_from(form, row, request.POST)
    return _approval_page(request, row, named, form)


def _approval_page(request: PageRequest, row: Experience, named: NamedPartner, form: PartnerAnswerForm) -> HttpResponse:
    is_own = can_share(request.viewer, named.organisation_id)
    context = {"named": named, "form": form, "is_own": is_own}
    return render(request, "knowledge/approval.html", context | _whole(request, row))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: PageRequest, key: str) -> HttpResponse:
    """Renew, replace or retire what is published."""
    now = timezone.now()
    row = experience(request.viewer, key, now=now)
    if row.state != ExperienceState.PUBLISHED or not can_keep(request.viewer, row, parties=parties_of(row)):
        raise Http404
    form = KeepForm(
        request.POST if request.method == "POST" else None,
        others=other_published(request.viewer, row, now=now),
        next_review=timezone.localdate() + REVIEW_EVERY,
    )

    def act() -> object:
        given = form.cleaned_data
        if given["outcome"] == RENEW:
            return renew_experience(row, review_on=given["review_on"], viewer=request.viewer, now=now)
        if given["outcome"] == SUPERSEDE:
            other = published(request.viewer, now=now).get(key=given["by"])
            return supersede_experience(row, by=other, viewer=request.viewer, now=now)
        return retire_experience(row, reason=given["reason"], viewer=request.viewer, now=now)

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("Saved."))
        return redirect("knowledge:experience", row.key)
    return render(request, "knowledge/keep.html", {"row": row, "form": form})
