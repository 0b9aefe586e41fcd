"""The welcome pack of a partnership: on the page, as PDF and as Word."""

from dataclasses import replace

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maskinrum.knowledge.facts.relevance import Context
from maskinrum.knowledge.queries.glossary import glossary_terms
from maskinrum.knowledge.queries.tools import tools
from maskinrum.knowledge.reports.block import experiences_beside
from maskinrum.organisations.middleware import PageRequest
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.reports.standing import standing
from maskinrum.shared.documents import Document, html_fragment
from maskinrum.shared.slugs import slug_of
from maskinrum.steering.facts.decisions import LogFilter
from maskinrum.steering.forms.starts import NewcomerForm
from maskinrum.steering.queries.decisions import answering, log_of
from maskinrum.steering.queries.disagreements import ladder_names
from maskinrum.steering.queries.reaching import own_partnership, parties_of, projects_under_way
from maskinrum.steering.reports.welcome import Pack, missing_of, welcome_document
from maskinrum.steering.views.fetching import document_file


@login_required
@require_safe
def welcome(request: PageRequest, slug: str) -> HttpResponse:
    """Show the pack for a role and a phase."""
    partnership = own_partnership(request.viewer, slug)
    form = _asked(request, partnership)
    document = _document(request, partnership, form)
    context = {
        "partnership": partnership,
        "form": form,
        "document": document,
        "content": html_fragment(document),
        "query": request.GET.urlencode(),
    }
    return render(request, "steering/welcome.html", context)


@login_required
@require_safe
def fetch(request: PageRequest, slug: str, kind: str) -> HttpResponse:
    """Give the pack as a file."""
    partnership = own_partnership(request.viewer, slug)
    form = _asked(request, partnership)
    back = reverse("steering:welcome", args=[slug])
    return document_file(
        request,
        kind,
        lambda: _document(request, partnership, form),
        name=f"{slug_of(_('Welcome'))}-{partnership.slug}",
        back=back,
    )


def _asked(request: PageRequest, partnership: Partnership) -> NewcomerForm:
    """The role and phase asked for; without an answer, the phase in which the agreement stands."""
    data = request.GET if {"rolle", "fase"} & set(request.GET) else {"fase": standing(partnership)["phase"]}
    form = NewcomerForm(data)
    form.is_valid()
    return form


def _document(request: PageRequest, partnership: Partnership, form: NewcomerForm) -> Document:
    viewer, now, today = request.viewer, timezone.now(), timezone.localdate()
    role, phase = form.cleaned_data.get("rolle", ""), form.cleaned_data.get("fase", "")
    context = Context(role=role, phase=phase, partnership=str(partnership.pk), agreement=partnership.type)
    in_force = answering(log_of(viewer, partnership, now=now), LogFilter(state="force"), today=today)
    pack = Pack(
        partnership=partnership,
        parties=parties_of(partnership),
        names=ladder_names(partnership),
        projects=list(projects_under_way(partnership)),
        decisions=in_force,
        tools=list(tools(viewer, now=now).filter(organisation__isnull=True)),
        experiences=experiences_beside(viewer, context),
        terms=glossary_terms(),
        role=role,
        phase=phase,
        today=today,
        site=str(settings.ENVIRONMENT.base_url),
    )
    return welcome_document(replace(pack, missing=missing_of(pack)))
