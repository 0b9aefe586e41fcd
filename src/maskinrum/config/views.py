"""The pages that belong to no single room: the front page, the menu and what stands in the footer."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from maskinrum.config import queries
from maskinrum.config.forms import StyleGuideForm
from maskinrum.config.reports import founders_axis
from maskinrum.knowledge.queries.glossary import glossary_terms
from maskinrum.organisations.middleware import PageRequest, about_oneself
from maskinrum.shared.charts import fills_chart
from maskinrum.shared.templatetags.maskinrum.icons import DRAWINGS
from maskinrum.shared.templatetags.maskinrum.page import SCHEME_COOKIE, SCHEMES

A_YEAR = 365 * 24 * 60 * 60
COLOURS = (
    *("paper", "ground", "ground-2", "tint", "ink", "ink-2", "edge", "hair", "green", "green-hover"),
    *("blue", "orange", "danger", "danger-bg", "grey", "mark", "yellow", "deep"),
)


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show what Maskinrum is, the two first partnerships in time, and one next step for each kind of visitor."""
    founders = queries.founders(now=timezone.now())
    context = {
        "founders": founders,
        "chart": founders_axis(founders.partnerships, timezone.localdate()) if founders else None,
        "experiences": queries.three_experiences(),
    }
    return render(request, "maskinrum/front.html", context)


@require_safe
def menu(request: HttpRequest) -> HttpResponse:
    """List all pages, for telephones and for everyone without script."""
    return render(request, "maskinrum/menu.html")


@require_safe
def about(request: PageRequest) -> HttpResponse:
    """Say what Maskinrum is, where it comes from, what it is not, and how much there is of it today."""
    counts = queries.content_counts(request.viewer, now=timezone.now())
    return render(request, "maskinrum/about.html", {"counts": counts})


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Say how knowledge is marked, what the figures rest on and where the methods are described."""
    strengths = queries.evidence_by_strength()
    context = {"strengths": strengths, "figures": sum(rows for _letter, rows in strengths)}
    return render(request, "maskinrum/method.html", context)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Explain the words of the sector."""
    return render(request, "maskinrum/glossary.html", {"terms": glossary_terms()})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what was tested, how, and what is known not to work."""
    return render(request, "maskinrum/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say which personal data are kept, why, for how long, and what a person can ask for."""
    return render(request, "maskinrum/privacy.html")


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Show every component, type size and colour: the page that tests and designers look at."""
    context = {
        "form": StyleGuideForm(prefix="right"),
        "wrong": StyleGuideForm({"wrong-name": "", "wrong-months": "999", "wrong-who": "network"}, prefix="wrong"),
        "colours": COLOURS,
        "icons": sorted(DRAWINGS),
        "sample": fills_chart(ident="fills"),
    }
    return render(request, "maskinrum/style.html", context)


@about_oneself
@require_POST
def colour_scheme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or *as my device* for a year, and go back to the page the choice was made on."""
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    is_path = target.startswith("/") and not target.startswith("//")
    answer = HttpResponseRedirect(target if is_ours and is_path else reverse("front"))
    scheme = request.POST.get("scheme", "")
    if scheme in SCHEMES and scheme:
        answer.set_cookie(
            SCHEME_COOKIE, scheme, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        answer.delete_cookie(SCHEME_COOKIE, samesite="Lax")
    return answer
