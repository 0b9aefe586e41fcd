"""The page about oneself, and what can be changed from it. Signing in and out is allauth's, with our words."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.organisations.actions import change_language, change_name, choose_mail
from maskinrum.organisations.enums import Role
from maskinrum.organisations.forms import LanguageForm, MailForm, NameForm
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import open_sessions, second_factors
from maskinrum.shared.mail import optional_mail


@login_required
@require_safe
@never_cache
def me(request: PageRequest) -> HttpResponse:
    """Say who is signed in, for which organisation and in which role, and lead to all that can be changed."""
    viewer, person = request.viewer, _person(request)
    context = {
        "role": Role(viewer.role).label if viewer.is_member else "",
        "language": dict(LanguageForm.base_fields["language"].choices)[person.language],  # type: ignore[attr-defined]
        "factors": sorted({factor.type for factor in second_factors(person)}),
        "session_count": open_sessions(viewer, now=timezone.now()).count(),
        "muted": [kind for kind in optional_mail() if kind.name in person.muted_mail],
    }
    return render(request, "organisations/me.html", context)


def _person(request: PageRequest) -> Person:
    """Who is signed in, with the pages of this module."""
    return request.user  # type: ignore[return-value]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: PageRequest) -> HttpResponse:
    """Change the name."""
    person = _person(request)
    form = NameForm(request.POST or None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        change_name(person, name=form.cleaned_data["name"], viewer=request.viewer, now=timezone.now())
        messages.success(request, _("Your name is saved."))
        return redirect("organisations:me")
    return render(request, "organisations/me_name.html", {"form": form})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def language(request: PageRequest) -> HttpResponse:
    """Change the language of pages and mails, and go on in it."""
    person = _person(request)
    form = LanguageForm(request.POST or None, initial={"language": person.language})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["language"]
        change_language(person, language=chosen, viewer=request.viewer, now=timezone.now())
        with override(chosen):
            messages.success(request, _("From now on we speak English with you."))
            return HttpResponseRedirect(reverse("organisations:me"))
    return render(request, "organisations/me_language.html", {"form": form})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: PageRequest) -> HttpResponse:
    """Choose which mails that one can do without to get."""
    person = _person(request)
    wanted = [kind.name for kind in optional_mail() if kind.name not in person.muted_mail]
    form = MailForm(request.POST if request.method == "POST" else None, initial={"wanted": wanted})
    if request.method == "POST" and form.is_valid():
        choose_mail(person, muted=form.muted(), viewer=request.viewer, now=timezone.now())
        messages.success(request, _("Your choice of e-mails is saved."))
        return redirect("organisations:me")
    return render(request, "organisations/me_mail.html", {"form": form})
