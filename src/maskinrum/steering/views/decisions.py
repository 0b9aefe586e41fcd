"""The decision log: read, searched, fetched, and written into."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.organisations.middleware import PageRequest
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.downloads import download
from maskinrum.shared.errors import show_revision, tried
from maskinrum.shared.slugs import slug_of
from maskinrum.steering.actions import change_decision, log_decision
from maskinrum.steering.facts.decisions import LogLine
from maskinrum.steering.forms.decisions import DecisionForm, LogForm, documents_text
from maskinrum.steering.models import DecisionBasis, PartnershipDecision
from maskinrum.steering.permissions import can_change_decision
from maskinrum.steering.queries.decisions import answering, basis_of, decision, log_of
from maskinrum.steering.queries.reaching import own_partnership, parties_of, project_choices
from maskinrum.steering.reports.log import body_words, log_file

A_PAGE = 25
FILES = {"csv", "xlsx"}


@login_required
@require_safe
def decisions(request: PageRequest, slug: str) -> HttpResponse:
    """List what was decided, as asked for."""
    row = own_partnership(request.viewer, slug)
    every = log_of(request.viewer, row, now=timezone.now())
    form, found = _asked(request, every)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("side"))
    today, question = timezone.localdate(), request.GET.copy()
    question.pop("side", None)
    context = {
        "partnership": row,
        "form": form,
        "page": page,
        "lines": [(line, body_words(line), line.is_due(today)) for line in page],
        "sentence": _sentence(len(found), len(every)),
        "due": sum(line.is_due(today) for line in every),
        "is_empty": not every,
        "query": question.urlencode(),
    }
    return render(request, "steering/decisions.html", context)


def _asked(request: PageRequest, every: list[LogLine]) -> tuple[LogForm, list[LogLine]]:
    years = sorted({line.decided_on.year for line in every}, reverse=True)
    form = LogForm(request.GET, years=years)
    return form, answering(every, form.asked(), today=timezone.localdate())


def _sentence(found: int, every: int) -> str:
    if found == every:
        return ngettext("%(n)s decision.", "%(n)s decisions.", every) % {"n": every}
    return _("%(n)s of %(every)s decisions.") % {"n": found, "every": every}


@login_required
@require_safe
def decisions_file(request: PageRequest, slug: str, kind: str) -> HttpResponse:
    """Give what is listed as a file."""
    row = own_partnership(request.viewer, slug)
    if kind not in FILES:
        raise Http404
    _form, found = _asked(request, log_of(request.viewer, row, now=timezone.now()))
    content = log_file(found, kind, row.name)
    return download(content, name=f"{slug_of(_('Decisions'))}-{row.slug}", kind=kind)


@login_required
@require_safe
def one(request: PageRequest, slug: str, decision_id: uuid.UUID) -> HttpResponse:
    """Show one decision, what it rests on, and what took its place."""
    partnership = own_partnership(request.viewer, slug)
    row = decision(request.viewer, partnership, decision_id)
    context = {
        "partnership": partnership,
        "row": row,
        "bound": list(row.bound.order_by("name")),
        "basis": basis_of(request.viewer, row, now=timezone.now()),
        "later": getattr(row, "replaced_by", None),
        "may_change": can_change_decision(request.viewer, row, clients=parties_of(partnership).clients),
        "today": timezone.localdate(),
    }
    return render(request, "steering/decision.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest, slug: str) -> HttpResponse:
    """Write a decision down."""
    partnership = own_partnership(request.viewer, slug)
    form = _form(request, partnership, None, {"decided_on": timezone.localdate()})
    made: list[PartnershipDecision] = []

    def act() -> object:
        made.append(log_decision(partnership, form.facts(), viewer=request.viewer, now=timezone.now()))
        return made

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The decision stands in the log."))
        return redirect("steering:decision", slug, made[0].pk)
    return render(request, "steering/decision_form.html", {"partnership": partnership, "row": None, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, slug: str, decision_id: uuid.UUID) -> HttpResponse:
    """Change what was written down."""
    partnership = own_partnership(request.viewer, slug)
    row = decision(request.viewer, partnership, decision_id)
    if not can_change_decision(request.viewer, row, clients=parties_of(partnership).clients):
        raise Http404
    form = _form(request, partnership, row, _initial(request, row))

    def act() -> object:
        expected = form.cleaned_data["revision"] or 0
        return change_decision(row, form.facts(), expected_revision=expected, viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The decision is saved."))
        return redirect("steering:decision", slug, row.pk)
    show_revision(form, row.revision)
    return render(request, "steering/decision_form.html", {"partnership": partnership, "row": row, "form": form})


def _form(
    request: PageRequest, partnership: Partnership, row: PartnershipDecision | None, initial: dict[str, Any]
) -> DecisionForm:
    parties = dict(parties_of(partnership).choices())
    projects = dict(project_choices(request.viewer, partnership))
    if row is not None:
        parties |= {str(pk): name for pk, name in row.bound.values_list("pk", "name")}
        named = row.basis.filter(project__isnull=False).values_list("project_id", "project__name")
        projects |= {str(pk): name for pk, name in named}
    lines = log_of(request.viewer, partnership, now=timezone.now())
    data = request.POST if request.method == "POST" else None
    return DecisionForm(
        data,
        parties=list(parties.items()),
        projects=list(projects.items()),
        replaceable=_replaceable(lines, row),
        initial=initial,
    )


def _replaceable(lines: list[LogLine], row: PartnershipDecision | None) -> list[tuple[str, str]]:
    """What is in force and not the decision itself, newest first; and what it took the place of already."""
    own = row.pk if row else None
    open_ = [line for line in lines if line.replaced_by in {None, own} and line.id != own]
    ordered = sorted(open_, key=lambda line: line.decided_on, reverse=True)
    return [(line.key, f"{date_format(line.decided_on, 'SHORT_DATE_FORMAT')} {line.text[:120]}") for line in ordered]


def _initial(request: PageRequest, row: PartnershipDecision) -> dict[str, Any]:
    plain = ("text", "decided_on", "body", "body_name", "reason", "alternatives", "covers", "look_again_on", "revision")
    basis = basis_of(request.viewer, row, now=timezone.now())
    project = next((str(one.project_id) for one in basis if one.project_id), "")
    replaces = f"d{row.replaces_id}" if row.replaces_id else ""
    if row.replaces_in_meeting_id:
        replaces = f"m{row.replaces_in_meeting_id}"
    return {name: getattr(row, name) for name in plain} | {
        "bound": [str(pk) for pk in row.bound.values_list("pk", flat=True)],
        "project": project,
        "documents": documents_text([_document(one) for one in basis if not one.project_id]),
        "replaces": replaces,
    }


def _document(one: DecisionBasis) -> tuple[str, str]:
    if one.experience is not None:
        return "", str(settings.ENVIRONMENT.base_url) + reverse("knowledge:experience", args=[one.experience.key])
    return one.label, one.url
