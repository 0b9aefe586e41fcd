"""The list of experiences, one of them, and its versions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.knowledge.actions import close_version
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.facts import theme_named, themes_named
from maskinrum.knowledge.facts.phases import phases_named
from maskinrum.knowledge.forms.filtering import FilterForm, read_list_filter
from maskinrum.knowledge.forms.reviewing import CloseVersionForm
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.permissions import (
    can_answer_for,
    can_comment,
    can_edit,
    can_keep,
    can_review,
    can_review_some,
    can_tell,
    can_use,
    is_own,
)
from maskinrum.knowledge.queries import (
    comments,
    counters,
    experience,
    facet_counts,
    listed,
    parties_of,
    published,
    told_versions,
    uses,
)
from maskinrum.knowledge.queries.attachments import files_shown
from maskinrum.knowledge.queries.choices import partnership_names, silent_of
from maskinrum.knowledge.queries.recommendations import recommendations_on
from maskinrum.knowledge.queries.tools import tools_from
from maskinrum.knowledge.queries.use import former_words, used_by
from maskinrum.knowledge.queries.versions import is_closable
from maskinrum.knowledge.reports.experience_page import host_of, line_of, review_of, told_changes
from maskinrum.organisations.enums import Decision
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.permissions import can_share
from maskinrum.shared.errors import tried

A_PAGE = 20


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """List the published experiences that answer: used and well founded ones first, overdue ones last."""
    now, today = timezone.now(), timezone.localdate()
    form = FilterForm(request.GET, counts=facet_counts(request.viewer, now=now))
    asked = read_list_filter(request.GET, form)
    page = Paginator(listed(request.viewer, asked, now=now, today=today), A_PAGE).get_page(request.GET.get("side"))
    seen = partnership_names(request.viewer, (row.partnership_id for row in page), now=now)
    used = used_by(request.viewer, page)
    kept = request.GET.copy()
    kept.pop("side", None)
    context = {
        "form": form,
        "asked": asked,
        "theme": theme_named(asked.theme),
        "page": page,
        "lines": [line_of(row, seen=seen, used=used[row.pk], today=today) for row in page],
        "kept": kept.urlencode(),
        "can_tell": can_tell(request.viewer),
        "can_review": can_review_some(request.viewer),
    }
    return render(request, "knowledge/index.html", context)


@require_safe
def one(request: PageRequest, key: str) -> HttpResponse:
    """Show one experience: what it says, what it rests on, who used it, and what to do next."""
    now, today = timezone.now(), timezone.localdate()
    row = experience(request.viewer, key, now=now)
    told = uses(request.viewer, row)
    former = former_words(request.viewer, row, told)
    named = list(row.named.select_related("organisation")) if row.state == ExperienceState.APPROVAL else []
    seen = partnership_names(request.viewer, (row.partnership_id, *(use.partnership_id for use in told)), now=now)
    readable = published(request.viewer, now=now)
    context = {
        "row": row,
        "themes": themes_named(row.theme_codes),
        "phases": phases_named([row.phase]),
        "partnership": row.partnership if row.partnership_id in seen else None,
        "host": host_of(row.source_url),
        "review": review_of(row, today),
        "uses": [
            (
                use,
                seen.get(use.partnership_id, "") if use.partnership_id else "",
                former.get(use.pk, []),
            )
            for use in told
        ],
        "for_fewer": not told and row.uses.exists(),
        "attachments": files_shown(row),
        "comments": comments(request.viewer, row),
        "counters": counters(request.viewer, row, now=now),
        "counter_to": readable.filter(pk__in=[row.counter_to_id]).first(),
        "superseded_by": readable.filter(pk__in=[row.superseded_by_id]).first(),
        "named": named,
        "beside_experience": {"experience": row},
        "resting": list(recommendations_on(request.viewer, row, now=now)),
        "derived": list(tools_from(request.viewer, row, now=now)),
        "silent": silent_of(one.organisation for one in named if one.decision == Decision.WAITING),
        "own_named": [one for one in named if can_answer_for(request.viewer, one.organisation_id)],
        **_rights(request, row),
    }
    return render(request, "knowledge/experience.html", context)


def _rights(request: PageRequest, row: Experience) -> dict[str, Any]:
    """What the viewer may do with it."""
    viewer, parties = request.viewer, parties_of(row)
    ended = row.state in {ExperienceState.SUPERSEDED, ExperienceState.RETIRED}
    return {
        "is_own": is_own(viewer, row),
        "may_edit": not ended and can_edit(viewer, row, parties=parties),
        "may_review": row.state == ExperienceState.IN_REVIEW and can_review(viewer, row, parties=parties),
        "may_keep": row.state == ExperienceState.PUBLISHED and can_keep(viewer, row, parties=parties),
        "may_use": can_use(viewer, row),
        "may_comment": can_comment(viewer, row),
        "may_share": row.organisation_id is not None and can_share(viewer, row.organisation_id),
        "reads_for_all": can_review(viewer, row, parties=parties),
    }


@require_safe
def versions(request: PageRequest, key: str) -> HttpResponse:
    """Show what it said before, word by word; what was never published, only to those who work on it."""
    now = timezone.now()
    row = experience(request.viewer, key, now=now)
    parties = parties_of(row)
    rows = told_versions(request.viewer, row)
    if not rows:
        raise Http404
    keys = {version.content.get("partnership") for version in rows} - {"", None}
    names = {str(pk): name for pk, name in partnership_names(request.viewer, keys, now=now).items()}
    context = {
        "row": row,
        "told": told_changes(rows, names),
        "works_on_it": can_edit(request.viewer, row, parties=parties),
        "may_close": can_keep(request.viewer, row, parties=parties),
    }
    return render(request, "knowledge/versions.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: PageRequest, key: str, revision: int) -> HttpResponse:
    """Close an earlier version, with why: others cannot read it any more."""
    row = experience(request.viewer, key, now=timezone.now())
    found = [one for one in told_versions(request.viewer, row) if one.revision == revision and is_closable(one, row)]
    if not found or not can_keep(request.viewer, row, parties=parties_of(row)):
        raise Http404
    form = CloseVersionForm(request.POST if request.method == "POST" else None)

    def act() -> object:
        reason = form.cleaned_data["reason"]
        return close_version(found[0], reason=reason, viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The version is closed."))
        return redirect("knowledge:versions", row.key)
    return render(request, "knowledge/close_version.html", {"row": row, "version": found[0], "form": form})
