"""What somebody follows, and the address that stops it."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.knowledge.queries.choices import partnership_choices
from maskinrum.network.actions import follow, set_rhythm, stop_digests, unfollow
from maskinrum.network.actions.digests import person_of_token
from maskinrum.network.actions.subscriptions import Followed
from maskinrum.network.enums import Rhythm
from maskinrum.network.facts.digests import in_order, moment_read, written_moment
from maskinrum.network.forms.subscriptions import FollowForm, RhythmForm
from maskinrum.network.indexing.following import gathered
from maskinrum.network.queries import in_words, is_unfollowed, question, stage_of, subscription, subscriptions
from maskinrum.network.reports.subscriptions import followed_lines
from maskinrum.organisations.middleware import PageRequest, about_oneself
from maskinrum.shared.errors import tried

A_PAGE = 20


@about_oneself
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: PageRequest) -> HttpResponse:
    """List what the viewer follows, and take one thing more."""
    now, form = timezone.now(), _form(request)

    def act() -> object:
        given = form.cleaned_data
        what = Followed(given["theme"], given["partnership"], given["words"])
        return follow(what, rhythm=Rhythm(given["rhythm"]), viewer=request.viewer, now=now)

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("You follow it. Nothing comes when there is nothing new."))
        return redirect("network:subscriptions")
    return _page(request, form)


def _form(request: PageRequest, *, is_begun: bool = True) -> FollowForm:
    return FollowForm(
        request.POST if is_begun and request.method == "POST" else None,
        partnerships=partnership_choices(request.viewer, now=timezone.now()),
        initial={
            "words": request.GET.get("q", "")[:200],
            "theme": request.GET.get("tema", ""),
            "partnership": request.GET.get("partnerskab", ""),
        },
    )


def _page(
    request: PageRequest, form: FollowForm, *, wrong: RhythmForm | None = None, of: object = None
) -> HttpResponse:
    lines = followed_lines(list(subscriptions(request.viewer)), request.viewer, now=timezone.now())
    context = {"form": form, "lines": lines, "rhythms": Rhythm.choices, "wrong": wrong, "wrong_of": of}
    return render(request, "network/subscriptions.html", context)


@about_oneself
@login_required
@require_safe
def news(request: PageRequest) -> HttpResponse:
    """List all that is new about what the viewer follows, also what no mail had room for."""
    now = timezone.now()
    since = moment_read(request.GET.get("fra", ""), now=now)
    new = gathered(request.viewer, subscriptions(request.viewer), now=now, since=since)
    items = in_order(new.items, stage=stage_of(request.viewer))
    page = Paginator(items, A_PAGE).get_page(request.GET.get("side"))
    page.object_list = in_words(request.viewer, list(page), now=now)
    kept = urlencode({"fra": written_moment(since)})
    return render(request, "network/followed_news.html", {"page": page, "since": since, "kept": kept})


@about_oneself
@login_required
@require_POST
def rhythm(request: PageRequest, subscription_id: uuid.UUID) -> HttpResponse:
    """Take how often one thing is told; what is not on the list is said where it was chosen."""
    row, form = subscription(request.viewer, subscription_id), RhythmForm(request.POST)
    if not form.is_valid():
        return _page(request, _form(request, is_begun=False), wrong=form, of=row.pk)
    set_rhythm(row, rhythm=Rhythm(form.cleaned_data["rhythm"]), viewer=request.viewer, now=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("network:subscriptions")


@about_oneself
@login_required
@require_POST
def remove(request: PageRequest, subscription_id: uuid.UUID) -> HttpResponse:
    """Follow one thing no more; pressed twice it says the same."""
    if not is_unfollowed(request.viewer, subscription_id):
        unfollow(subscription(request.viewer, subscription_id), viewer=request.viewer, now=timezone.now())
    messages.success(request, _("You follow it no more."))
    return redirect("network:subscriptions")


@about_oneself
@login_required
@require_POST
def follow_question(request: PageRequest, key: str) -> HttpResponse:
    """Hear of what is written below a question."""
    now = timezone.now()
    row = question(request.viewer, key, now=now)
    follow(Followed(question=row), rhythm=Rhythm.INSTANT, viewer=request.viewer, now=now)
    messages.success(request, _("You hear of what is written below it."))
    return redirect("network:question", key)


@about_oneself
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: PageRequest, token: str) -> HttpResponse:
    """Stop the mails of whoever the address was made for: the token is all that is asked, as RFC 8058 wants it."""
    person = person_of_token(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        stop_digests(person, now=timezone.now())
    return render(request, "network/stop.html", {"is_done": request.method == "POST"})
