"""Disagreements: which there are, one on its ladder, and the steps it takes."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import show_revision, tried
from maskinrum.steering.actions import (
    change_disagreement,
    climb,
    mark_of_names,
    name_for_ladder,
    note_decision,
    open_disagreement,
    settle,
    tell_of_disagreement,
)
from maskinrum.steering.analysis.ladder import QUICK_DECISION, later_rungs
from maskinrum.steering.forms.disagreements import ClimbForm, DecidedForm, NamesForm, OpeningForm, SettlingForm
from maskinrum.steering.models import Disagreement
from maskinrum.steering.permissions import can_name
from maskinrum.steering.queries.disagreements import (
    counts_elsewhere,
    disagreement,
    ladder_names,
    listed_disagreements,
    shows_size,
    told_by,
)
from maskinrum.steering.queries.reaching import contract_day, own_partnership, parties_of, project_choices
from maskinrum.steering.reports.ladder import (
    elsewhere_words,
    ladder_first,
    line_shown,
    names_shown,
    step_choices,
    steps_shown,
)


@login_required
@require_safe
def index(request: PageRequest, slug: str) -> HttpResponse:
    """List those the viewer may see, the ladder itself, and who negotiates for whom."""
    partnership = own_partnership(request.viewer, slug)
    today, who = timezone.localdate(), parties_of(partnership)
    lines = [line_shown(row, today) for row in listed_disagreements(request.viewer, partnership)]
    named = ladder_names(partnership)
    context = {
        "partnership": partnership,
        "open": [one for one in lines if one.row.settled_on is None],
        "settled": [one for one in lines if one.row.settled_on is not None],
        "elsewhere": elsewhere_words(counts_elsewhere(request.viewer, partnership)),
        "steps": steps_shown(None, today),
        "rule": ladder_first(),
        "names_rule": names_shown(contract_day(partnership), today),
        "names": [
            (pk, name, named.get(pk), can_name(request.viewer, pk, clients=who.clients))
            for pk, name in who.names.items()
        ],
        "is_unnamed": any(not (one and one.leader and one.management) for one in map(named.get, who.names)),
    }
    return render(request, "steering/disagreements.html", context)


@login_required
@require_safe
def one(request: PageRequest, slug: str, disagreement_id: uuid.UUID) -> HttpResponse:
    """Show one on its ladder: where it stands, until when, what was agreed, and what comes next."""
    partnership = own_partnership(request.viewer, slug)
    row = disagreement(request.viewer, partnership, disagreement_id)
    today, who = timezone.localdate(), parties_of(partnership)
    steps = steps_shown(row, today)
    context = {
        "partnership": partnership,
        "row": row,
        "shows_size": shows_size(request.viewer, row, who),
        "parties": [(one.organisation.name, one.organisation_id in who.names) for one in _parties(row)],
        "steps": steps,
        "here": next((step for step in steps if step.is_here), None),
        "is_missed": any(step.missed for step in steps),
        "rule": ladder_first(),
        "gives_decision": row.settled_on is None and row.step == QUICK_DECISION,
        "may_climb": row.settled_on is None and bool(later_rungs(row.step)),
        "told": told_by(request.viewer, row),
    }
    return render(request, "steering/disagreement.html", context)


def _parties(row: Disagreement) -> list[Any]:
    return list(row.parties.select_related("organisation"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest, slug: str) -> HttpResponse:
    """Open one."""
    partnership = own_partnership(request.viewer, slug)
    own = [str(request.viewer.organisation)]
    form = _opening(request, partnership, None, {"opened_on": timezone.localdate(), "parties": own})
    made: list[Disagreement] = []

    def act() -> object:
        made.append(open_disagreement(partnership, form.facts(), viewer=request.viewer, now=timezone.now()))
        return made

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("It is opened at the lowest step. Ask the facilitator for a talk."))
        return redirect("steering:disagreement", slug, made[0].pk)
    return render(request, "steering/disagreement_form.html", {"partnership": partnership, "row": None, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, slug: str, disagreement_id: uuid.UUID) -> HttpResponse:
    """Change what it is about and between whom."""
    partnership = own_partnership(request.viewer, slug)
    row = disagreement(request.viewer, partnership, disagreement_id)
    form = _opening(request, partnership, row, _initial(row))

    def act() -> object:
        expected = form.cleaned_data["revision"] or 0
        return change_disagreement(
            row, form.facts(), expected_revision=expected, viewer=request.viewer, now=timezone.now()
        )

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("It is saved."))
        return redirect("steering:disagreement", slug, row.pk)
    show_revision(form, row.revision)
    return render(request, "steering/disagreement_form.html", {"partnership": partnership, "row": row, "form": form})


def _opening(
    request: PageRequest, partnership: Partnership, row: Disagreement | None, initial: dict[str, Any]
) -> OpeningForm:
    who = parties_of(partnership)
    parties, projects = dict(who.choices()), dict(project_choices(request.viewer, partnership))
    if row is not None:
        parties |= {str(one.organisation_id): one.organisation.name for one in _parties(row)}
    if row is not None and row.project is not None:
        projects |= {str(row.project.pk): row.project.name}
    return OpeningForm(
        request.POST if request.method == "POST" else None,
        parties=list(parties.items()),
        projects=list(projects.items()),
        shows_size=row is None or shows_size(request.viewer, row, who),
        initial=initial,
    )


def _initial(row: Disagreement) -> dict[str, Any]:
    plain = ("subject", "opened_on", "text", "size", "revision")
    parties = [str(one.organisation_id) for one in row.parties.all()]
    return {name: getattr(row, name) for name in plain} | {"parties": parties, "project": str(row.project_id or "")}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: PageRequest, slug: str, disagreement_id: uuid.UUID) -> HttpResponse:
    """Take it to a higher step."""
    partnership = own_partnership(request.viewer, slug)
    row = disagreement(request.viewer, partnership, disagreement_id)
    rungs = later_rungs(row.step)
    initial = {"began_on": timezone.localdate(), "revision": row.revision, "step": rungs[0].slug if rungs else ""}
    data = request.POST if request.method == "POST" else None
    form = ClimbForm(data, steps=step_choices(rungs), initial=initial)

    def act() -> object:
        expected = form.cleaned_data["revision"] or 0
        return climb(row, form.facts(), expected_revision=expected, viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("It stands at the new step. The parties hear before it runs out."))
        return redirect("steering:disagreement", slug, row.pk)
    show_revision(form, row.revision)
    steps = [step for step in steps_shown(row, timezone.localdate()) if step.row is None]
    context = {"partnership": partnership, "row": row, "form": form, "steps": steps, "rule": ladder_first()}
    return render(request, "steering/move.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decided(request: PageRequest, slug: str, disagreement_id: uuid.UUID) -> HttpResponse:
    """Write down when the quick decision was given; 404 at every other step."""
    partnership = own_partnership(request.viewer, slug)
    row = disagreement(request.viewer, partnership, disagreement_id)
    step = row.steps.filter(step=QUICK_DECISION).first()
    if step is None or row.step != QUICK_DECISION or row.settled_on is not None:
        raise Http404
    initial = {"decided_on": step.decided_on or timezone.localdate(), "revision": row.revision}
    form = DecidedForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> object:
        given = dict(form.cleaned_data)
        expected = given.pop("revision") or 0
        return note_decision(row, **given, expected_revision=expected, viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The day is saved. The parties hear before the eight weeks run out."))
        return redirect("steering:disagreement", slug, row.pk)
    show_revision(form, row.revision)
    return render(request, "steering/decided.html", {"partnership": partnership, "row": row, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PageRequest, slug: str, disagreement_id: uuid.UUID) -> HttpResponse:
    """Say that it is settled."""
    partnership = own_partnership(request.viewer, slug)
    row = disagreement(request.viewer, partnership, disagreement_id)
    initial = {"settled_on": timezone.localdate(), "revision": row.revision}
    form = SettlingForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> object:
        given = dict(form.cleaned_data)
        expected = given.pop("revision") or 0
        return settle(row, **given, expected_revision=expected, viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("It is settled. Tell what you learnt while you remember it."))
        return redirect("steering:disagreement", slug, row.pk)
    show_revision(form, row.revision)
    return render(request, "steering/settle.html", {"partnership": partnership, "row": row, "form": form})


@login_required
@require_POST
def tell(request: PageRequest, slug: str, disagreement_id: uuid.UUID) -> HttpResponse:
    """Begin an experience of it, and go on to write it."""
    row = disagreement(request.viewer, own_partnership(request.viewer, slug), disagreement_id)
    draft = tell_of_disagreement(row, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("A draft is begun from what was settled. Make it one that others can use."))
    return redirect("knowledge:edit", draft.key)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def names(request: PageRequest, slug: str, organisation_id: uuid.UUID) -> HttpResponse:
    """Name those who negotiate for a party; 404 for one that is not the viewer's to name for."""
    partnership = own_partnership(request.viewer, slug)
    who = parties_of(partnership)
    allowed = [pk for pk in who.names if can_name(request.viewer, pk, clients=who.clients)]
    party = get_object_or_404(Organisation.objects.filter(pk__in=allowed), pk=organisation_id)
    row = ladder_names(partnership).get(party.pk)
    stored = {"leader": row.leader, "management": row.management} if row else {}
    initial = {**stored, "seen": mark_of_names(row)}
    form = NamesForm(request.POST.dict() if request.method == "POST" else None, initial=initial)

    def act() -> object:
        form.has_shown(initial["seen"])
        return name_for_ladder(partnership, party, **form.cleaned_data, viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The names are saved. The other parties see them."))
        return redirect("steering:disagreements", slug)
    rule = names_shown(contract_day(partnership), timezone.localdate())
    context = {"partnership": partnership, "party": party, "form": form, "names_rule": rule}
    return render(request, "steering/names.html", context)
