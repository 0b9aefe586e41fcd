"""Start-up checklists: which there are, one of them, and its answers."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.knowledge.queries import published
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.documents import Document
from maskinrum.shared.errors import show_revision, tried
from maskinrum.shared.slugs import slug_of
from maskinrum.steering.actions import add_subject, answer_subject, open_checklist
from maskinrum.steering.forms.starts import AnswerForm, ChecklistForm, SubjectForm
from maskinrum.steering.models import StartChecklist
from maskinrum.steering.queries.reaching import own_partnership, project_choices
from maskinrum.steering.queries.starts import checklist, checklists
from maskinrum.steering.reports.starts import ItemShown, counts_of, items_shown, start_document
from maskinrum.steering.views.fetching import document_file

MOST_EXPERIENCES = 100


@login_required
@require_safe
def index(request: PageRequest, slug: str) -> HttpResponse:
    """List the projects that have begun, and what each reuses."""
    partnership = own_partnership(request.viewer, slug)
    context = {"partnership": partnership, "rows": list(checklists(request.viewer, partnership))}
    return render(request, "steering/starts.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest, slug: str) -> HttpResponse:
    """Begin the checklist of a project."""
    partnership = own_partnership(request.viewer, slug)
    begun = {str(row.project_id) for row in checklists(request.viewer, partnership)}
    offered = [one for one in project_choices(request.viewer, partnership) if one[0] not in begun]
    form = ChecklistForm(request.POST if request.method == "POST" else None, projects=offered)
    made: list[StartChecklist] = []

    def act() -> object:
        made.append(open_checklist(partnership, **form.cleaned_data, viewer=request.viewer, now=timezone.now()))
        return made

    if request.method == "POST" and tried(form, act):
        return redirect("steering:start", slug, made[0].pk)
    context = {"partnership": partnership, "form": form, "is_offered": bool(offered)}
    return render(request, "steering/start_form.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: PageRequest, slug: str, start_id: uuid.UUID) -> HttpResponse:
    """Show the checklist of a project with the experiences that matter beside, and add a subject of its own."""
    partnership = own_partnership(request.viewer, slug)
    row = checklist(request.viewer, partnership, start_id)
    form = SubjectForm(request.POST if request.method == "POST" else None)

    def act() -> object:
        return add_subject(row, title=form.cleaned_data["title"], viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The subject stands last on the list."))
        return redirect("steering:start", slug, row.pk)
    shown = _shown(request, row)
    context = {
        "partnership": partnership,
        "row": row,
        "items": shown,
        "form": form,
        "counts": counts_of(one.row for one in shown),
    }
    return render(request, "steering/start.html", context)


def _shown(request: PageRequest, row: StartChecklist) -> list[ItemShown]:
    wanted = [item.experience_id for item in row.items.all() if item.experience_id]
    seen = published(request.viewer, now=timezone.now()).filter(pk__in=wanted).values_list("pk", flat=True)
    return items_shown(request.viewer, row, seen)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PageRequest, slug: str, start_id: uuid.UUID, key: str) -> HttpResponse:
    """Answer one subject."""
    partnership = own_partnership(request.viewer, slug)
    row = checklist(request.viewer, partnership, start_id)
    item = get_object_or_404(row.items.select_related("checklist__partnership", "experience"), key=key)
    shown = next(one for one in _shown(request, row) if one.row.key == key)
    offered = _experiences(request, shown)
    initial: dict[str, Any] = {name: getattr(shown.row, name) for name in ("answer", "what", "who", "revision")}
    initial["experience"] = shown.row.experience.key if shown.row.experience else ""
    form = AnswerForm(request.POST if request.method == "POST" else None, experiences=offered, initial=initial)

    def act() -> object:
        expected = form.cleaned_data["revision"] or 0
        return answer_subject(item, form.facts(), expected_revision=expected, viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        return redirect(f"{reverse('steering:start', args=[slug, row.pk])}#{key}")
    show_revision(form, item.revision)
    context = {"partnership": partnership, "row": row, "shown": shown, "form": form}
    return render(request, "steering/start_answer.html", context)


def _experiences(request: PageRequest, shown: ItemShown) -> list[tuple[str, str]]:
    """Those beside first, then the partnership's own, then others by rank."""
    rows = published(request.viewer, now=timezone.now()).order_by("-rank", "title")[:MOST_EXPERIENCES]
    named = {one.row.key: one.row.title for one in shown.beside}
    if shown.row.experience is not None:
        named[shown.row.experience.key] = shown.row.experience.title
    return list((named | {one.key: one.title for one in rows if one.key not in named}).items())


@login_required
@require_safe
def fetch(request: PageRequest, slug: str, start_id: uuid.UUID, kind: str) -> HttpResponse:
    """Give the checklist as a file."""
    row = checklist(request.viewer, own_partnership(request.viewer, slug), start_id)

    def make() -> Document:
        return start_document(row, _shown(request, row), today=timezone.localdate())

    back = reverse("steering:start", args=[slug, row.pk])
    return document_file(request, kind, make, name=f"{slug_of(_('Start-up'))}-{slug_of(row.project.name)}", back=back)
