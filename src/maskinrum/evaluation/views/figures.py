"""Portfolio figures: all of them, one over the quarters, as a workbook, and typing what no record holds."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.evaluation.actions.figures import type_figures
from maskinrum.evaluation.facts.figures import Quarter, indicators, quarter_of_key, typed_mark
from maskinrum.evaluation.forms.figures import QuarterForm
from maskinrum.evaluation.phrases.figures import quarter_name
from maskinrum.evaluation.queries.figures import figure_room
from maskinrum.evaluation.reports.figures_page import figure_page, figures_page, quarter_choices
from maskinrum.evaluation.reports.figures_sheet import figures_workbook
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.downloads import download
from maskinrum.shared.errors import mark_shown, tried
from maskinrum.shared.slugs import slug_of


@login_required
@require_safe
def figures(request: PageRequest, slug: str) -> HttpResponse:
    """All figures of a partnership, as far as the viewer may see them."""
    room = figure_room(request.viewer, slug, now=timezone.now())
    return render(request, "evaluation/figures.html", {"room": room, "page": figures_page(room.portfolio)})


@login_required
@require_safe
def figure(request: PageRequest, slug: str, indicator: str) -> HttpResponse:
    """One figure over the quarters and by project."""
    room = figure_room(request.viewer, slug, now=timezone.now())
    if indicator not in indicators():
        raise Http404
    page = figure_page(indicator, room.portfolio)
    return render(request, "evaluation/figure.html", {"room": room, "page": page})


@login_required
@require_safe
def figures_file(request: PageRequest, slug: str) -> HttpResponse:
    """All figures by quarter and by project as a workbook."""
    room = figure_room(request.viewer, slug, now=timezone.now())
    title = f"{room.partnership.name} – {_('Portfolio figures')}"
    return download(figures_workbook(room.portfolio, title), name=slug_of(title), kind="xlsx")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def type_quarter(request: PageRequest, slug: str) -> HttpResponse:
    """Type the figures of one quarter; clearing one removes it."""
    now = timezone.now()
    room = figure_room(request.viewer, slug, now=now)
    if not room.may_type:
        raise Http404
    quarter = quarter_of_key(request.GET.get("kvartal", "")) or Quarter.of(timezone.localdate(now))
    typed = [one for one in room.portfolio.typed if one.quarter == quarter]
    form = QuarterForm(request.POST if request.method == "POST" else None, typed=typed)

    def act() -> None:
        type_figures(
            room.partnership,
            quarter,
            form.figures(quarter),
            is_client=room.may_type,
            viewer=request.viewer,
            now=now,
            seen=request.POST.get("seen", ""),
        )

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The figures of %(quarter)s are saved.") % {"quarter": quarter_name(*quarter)})
        return redirect(reverse("evaluation:figures", args=[slug]))
    context = {
        "room": room,
        "form": form,
        "quarter": quarter.key,
        "quarter_name": quarter_name(*quarter),
        "quarters": quarter_choices(room.portfolio.today),
        "seen": mark_shown(form, request.POST.get("seen"), typed_mark(typed)),
    }
    return render(request, "evaluation/type_figures.html", context, status=422 if form.errors else 200)
