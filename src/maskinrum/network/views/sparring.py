"""Conversations: ask for one, say yes or no, agree on a day, and say what came of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.knowledge.facts import themes_named
from maskinrum.knowledge.views.stash import keep_typed, typed_before
from maskinrum.network.actions import (
    accept_day,
    answer_proposal,
    ask_for_conversation,
    end_conversation,
    offer_day,
    propose_now,
    step_back,
    tell_conversation,
    withdraw_request,
)
from maskinrum.network.actions.recording import new_key
from maskinrum.network.forms.questions import THEME_FIELDS
from maskinrum.network.forms.sparring import DayForm, SparringForm, StepBackForm, YieldForm
from maskinrum.network.models import SparringRequest
from maskinrum.network.permissions import is_proposed, is_sparring, sparring_asker
from maskinrum.network.phrases import reasons_in_words, slot_in_words
from maskinrum.network.queries import current_proposal, sparring, sparring_request, was_asked
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.permissions import can_manage_network
from maskinrum.shared.errors import tried
from maskinrum.shared.tables import clean_text

A_PAGE = 30
MOST_ABOUT = 200
AGREED = gettext_lazy("The time is agreed, and the other one is told. It stands in your calendar.")


@login_required
@require_safe
def index(request: PageRequest) -> HttpResponse:
    """List the conversations of the viewer; the secretariat sees all of them."""
    page = Paginator(sparring(request.viewer), A_PAGE).get_page(request.GET.get("side"))
    lines = [
        (row, themes_named(row.theme_codes), sparring_asker(request.viewer, row), slot_in_words(row.agreed))
        for row in page
    ]
    context = {"lines": lines, "page": page, "is_secretariat": can_manage_network(request.viewer)}
    return render(request, "network/sparring.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PageRequest) -> HttpResponse:
    """Take what the viewer wants to talk about; what was typed when a sign-in had run out comes back."""
    if not request.viewer.is_known:
        return keep_typed(request)
    if not request.viewer.is_member:
        raise Http404
    before = None if request.method == "POST" else typed_before(request)
    typed = request.POST if request.method == "POST" else before
    form = SparringForm(typed, initial=_asked_from(request) | {"writer": str(request.viewer.person), "once": new_key()})

    def act() -> object:
        text = form.cleaned_data["text"]
        once = form.cleaned_data["once"]
        return ask_for_conversation(form.themes, text=text, viewer=request.viewer, now=timezone.now(), once=once)

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("Noted. You get an e-mail when somebody has said yes."))
        return redirect("network:sparring")
    return render(request, "network/sparring_ask.html", {"form": form, "is_restored": before is not None})


def _asked_from(request: PageRequest) -> dict[str, str]:
    """What the page that led here is about: its themes (``tema``), and what one is about to do (``om``)."""
    themes = dict(zip(THEME_FIELDS, request.GET.getlist("tema"), strict=False))
    about = clean_text(request.GET.get("om", ""))[:MOST_ABOUT]
    words = _("We are about to do this: %(about)s. We would like to talk to somebody who has tried it.")
    return themes | ({"text": words % {"about": about}} if about else {})


@login_required
@require_safe
def one(request: PageRequest, key: str) -> HttpResponse:
    """Show one conversation, and what the viewer can do next."""
    if was_asked(request.viewer, key):
        return _over(request)
    return _page(request, key)


def _over(request: PageRequest) -> HttpResponse:
    """Where the link of a letter leads whoever is asked no more: said no, did not answer, or stepped back."""
    messages.info(request, _("You are not asked for that conversation any more. There is nothing for you to do."))
    return redirect("network:sparring")


def _page(
    request: PageRequest,
    key: str,
    *,
    day: DayForm | None = None,
    came: YieldForm | None = None,
    back: StepBackForm | None = None,
) -> HttpResponse:
    """Show one conversation, with what was typed, also where it cannot be taken any more."""
    viewer, row = request.viewer, sparring_request(request.viewer, key)
    proposal = current_proposal(row)
    is_asked = proposal is not None and is_proposed(viewer, proposal)
    is_one_of_two = is_sparring(viewer, row, proposal)
    context = {
        "row": row,
        "themes": themes_named(row.theme_codes),
        "proposal": proposal,
        "reason": reasons_in_words(proposal.shared, get_language() or "da") if proposal and is_asked else "",
        "is_asked": is_asked and row.state == "proposed",
        "talks": is_one_of_two and row.state == "agreed",
        "tells": came is not None
        or (is_one_of_two and (row.state == "agreed" or (row.state == "done" and not row.came_of_it))),
        "may_withdraw": (sparring_asker(viewer, row) or can_manage_network(viewer))
        and row.state in {"waiting", "proposed", "agreed"},
        "may_tell": bool(row.came_of_it) and row.written_by == viewer.person and row.experience_id is None,
        "day": day or DayForm(),
        "agreed": slot_in_words(row.agreed),
        "offered": row.offered if row.state == "agreed" else None,
        "offered_words": slot_in_words(row.offered),
        "is_own_offer": row.offered_by == viewer.person,
        "came": came or YieldForm(initial={"writer": str(viewer.person)}),
        "is_restored": request.method != "POST" and came is not None,
        "looks_anew": row.state in {"waiting", "proposed"}
        and any(one.state == "stepped" for one in row.proposals.all()),
        "may_step_back": is_asked and (row.state == "agreed" or back is not None),
        "back": back or StepBackForm(initial={"writer": str(viewer.person)}),
        "is_stepping": back is not None,
        "is_back_restored": request.method != "POST" and back is not None,
    }
    return render(request, "network/sparring_request.html", context)


@login_required
@require_POST
def answer(request: PageRequest, key: str) -> HttpResponse:
    """Take a yes or a no."""
    if was_asked(request.viewer, key):
        return _over(request)
    accepts = "accept" in request.POST
    answer_proposal(sparring_request(request.viewer, key), accepts=accepts, viewer=request.viewer, now=timezone.now())
    if accepts:
        messages.success(request, _("Thank you. Both of you get an e-mail with how to reach each other."))
        return redirect("network:sparring_request", key)
    messages.success(request, _("That is fine. Somebody else is asked."))
    return redirect("network:sparring")


@login_required
@require_POST
def day(request: PageRequest, key: str) -> HttpResponse:
    """Take when somebody proposes to talk."""
    row, form = sparring_request(request.viewer, key), DayForm(request.POST)
    taken: list[SparringRequest] = []

    def act() -> None:
        taken.append(offer_day(row, form.slot, viewer=request.viewer, now=timezone.now()))

    if not tried(form, act):
        return _page(request, key, day=form)
    if taken[0].offered is None:
        messages.success(request, AGREED)
    else:
        messages.success(request, _("It is proposed. You get an e-mail when the other one has answered."))
    return redirect("network:sparring_request", key)


@login_required
@require_POST
def fits(request: PageRequest, key: str) -> HttpResponse:
    """Take the yes to what the other one proposes: what stood on the page, and nothing that came meanwhile."""
    row, form = sparring_request(request.viewer, key), DayForm(request.POST)

    def act() -> object:
        return accept_day(row, form.slot, viewer=request.viewer, now=timezone.now())

    if not tried(form, act):
        return _page(request, key, day=form)
    messages.success(request, AGREED)
    return redirect("network:sparring_request", key)


@require_http_methods(["GET", "HEAD", "POST"])
def done(request: PageRequest, key: str) -> HttpResponse:
    """Take what came of a conversation; what was typed when a sign-in had run out comes back."""
    if not request.viewer.is_known:
        return keep_typed(request)
    row, form = sparring_request(request.viewer, key), YieldForm(request.POST)
    if request.method != "POST":
        before = typed_before(request)
        return _page(request, key, came=YieldForm(before)) if before else redirect("network:sparring_request", key)

    def act() -> object:
        came = form.cleaned_data["came_of_it"]
        return end_conversation(row, came_of_it=came, viewer=request.viewer, now=timezone.now())

    if not tried(form, act):
        return _page(request, key, came=form)
    messages.success(request, _("Thank you. The conversation is done."))
    return redirect("network:sparring_request", key)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: PageRequest, key: str) -> HttpResponse:
    """Take a yes back; what was typed to the other one when a sign-in had run out comes back."""
    if not request.viewer.is_known:
        return keep_typed(request)
    if was_asked(request.viewer, key):
        return _over(request)
    row, form = sparring_request(request.viewer, key), StepBackForm(request.POST)
    if request.method != "POST":
        before = typed_before(request)
        return _page(request, key, back=StepBackForm(before)) if before else redirect("network:sparring_request", key)

    def act() -> object:
        return step_back(row, words=form.cleaned_data["words"], viewer=request.viewer, now=timezone.now())

    if not tried(form, act):
        return _page(request, key, back=form)
    messages.success(request, _("Your yes is taken back. The other one gets an e-mail, and somebody else is asked."))
    return redirect("network:sparring")


@login_required
@require_POST
def withdraw(request: PageRequest, key: str) -> HttpResponse:
    """Take a wish back."""
    withdraw_request(sparring_request(request.viewer, key), viewer=request.viewer, now=timezone.now())
    messages.success(request, _("It is taken back."))
    return redirect("network:sparring")


@login_required
@require_POST
def tell(request: PageRequest, key: str) -> HttpResponse:
    """Begin an experience from what came of it."""
    row = sparring_request(request.viewer, key)
    draft = tell_conversation(row, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("It is a draft now. Add what is missing, and send it on."))
    return redirect("knowledge:edit", draft.key)


@login_required
@require_POST
def propose(request: PageRequest) -> HttpResponse:
    """Ask somebody for every wish that waits."""
    if not can_manage_network(request.viewer):
        raise Http404
    count = propose_now(viewer=request.viewer, now=timezone.now())
    words = ngettext("%(count)s person was asked.", "%(count)s people were asked.", count) % {"count": count}
    messages.success(request, words)
    return redirect("network:sparring")
