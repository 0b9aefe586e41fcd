"""How a person gets in, and where the person is in now."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.organisations import actions
from maskinrum.organisations.forms.second_factors import PasskeyNameForm
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import mark_of, marked, open_sessions, own_passkeys, second_factors
from maskinrum.shared.devices import device_in_words
from maskinrum.shared.downloads import download


@login_required
@require_safe
@never_cache
def ways_in(request: PageRequest) -> HttpResponse:
    """Tell which ways to sign in the person has, and lead to the others."""
    person: Person = request.user  # type: ignore[assignment]
    factors = [*second_factors(person)]
    context = {
        "passkeys": [{"row": row, "name": row.wrap().name, "mark": mark_of(row)} for row in _of(factors, "webauthn")],
        "app": next(iter(_of(factors, "totp")), None),
        "codes_left": [len(row.wrap().get_unused_codes()) for row in _of(factors, "recovery_codes")],
    }
    return render(request, "organisations/me_ways_in.html", context)


def _of(factors: list[Authenticator], kind: str) -> list[Authenticator]:
    return [factor for factor in factors if factor.type == kind]


@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove_passkey(request: PageRequest, mark: str) -> HttpResponse:
    """Ask, and remove a passkey."""
    passkey = marked(own_passkeys(request.viewer), mark)
    if passkey is None:
        raise Http404
    if request.method == "POST":
        actions.remove_passkey(passkey, viewer=request.viewer, now=timezone.now())
        messages.success(request, _("The passkey is removed."))
        return redirect("mfa_index")
    return render(request, "organisations/me_passkey_remove.html", {"name": passkey.wrap().name})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rename_passkey(request: PageRequest, mark: str) -> HttpResponse:
    """Call a passkey something else."""
    passkey = marked(own_passkeys(request.viewer), mark)
    if passkey is None:
        raise Http404
    name = passkey.wrap().name
    form = PasskeyNameForm(request.POST if request.method == "POST" else None, initial={"name": name})
    if request.method == "POST" and form.is_valid():
        actions.rename_passkey(passkey, name=form.cleaned_data["name"], viewer=request.viewer, now=timezone.now())
        messages.success(request, _("The passkey is called %(name)s now.") % form.cleaned_data)
        return redirect("mfa_index")
    return render(request, "organisations/me_passkey_name.html", {"name": name, "form": form})


@login_required
@require_POST
def download_codes(request: PageRequest) -> HttpResponse:
    """Give the recovery codes that the page has just shown as a file: those it sends that are the person's own."""
    person: Person = request.user  # type: ignore[assignment]
    codes = [code for row in _of([*second_factors(person)], "recovery_codes") for code in row.wrap().get_unused_codes()]
    sent = set(request.POST.getlist("code"))
    shown = [code for code in codes if code in sent]
    if not shown:
        raise Http404
    text = "\n".join(["Maskinrum", _("Each recovery code works once."), "", *shown, ""])
    return download(text.encode(), name="maskinrum-noedkoder", kind="txt")


@login_required
@require_safe
@never_cache
def sessions(request: PageRequest) -> HttpResponse:
    """List where the person is signed in, this browser first to be told from the others."""
    here = request.session.session_key
    rows = [
        {
            "row": row,
            "device": device_in_words(row.user_agent),
            "mark": mark_of(row),
            "is_here": row.session_key == here,
        }
        for row in open_sessions(request.viewer, now=timezone.now())
    ]
    return render(request, "organisations/me_sessions.html", {"sessions": rows, "has_others": len(rows) > 1})


@login_required
@require_POST
def end_session(request: PageRequest, mark: str) -> HttpResponse:
    """Sign the person out of one browser."""
    session = marked(open_sessions(request.viewer, now=timezone.now()), mark)
    if session is None:
        raise Http404
    actions.end_session(session, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("You are signed out there."))
    return redirect("organisations:sessions")


@login_required
@require_POST
def end_other_sessions(request: PageRequest) -> HttpResponse:
    """Sign the person out everywhere but here."""
    person: Person = request.user  # type: ignore[assignment]
    here = request.session.session_key or ""
    count = actions.end_other_sessions(person, keep=here, viewer=request.viewer, now=timezone.now())
    told = ngettext("You are signed out in one other place.", "You are signed out in %(count)d other places.", count)
    messages.success(request, told % {"count": count} if count else _("You were signed in nowhere else."))
    return redirect("organisations:sessions")
