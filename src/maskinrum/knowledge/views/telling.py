"""Tell an experience, and go on with what was begun. Nothing typed is lost, whatever happens to line or sign-in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maskinrum.knowledge.actions import change_experience, discard_draft, send_to_review, start_draft, take_back
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.knowledge.forms.telling import ExperienceForm, initial_of
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.permissions import can_edit, can_review, can_tell, is_own
from maskinrum.knowledge.queries import experience, experience_facts, parties_of, published
from maskinrum.knowledge.queries.choices import partnership_choices, project_choices
from maskinrum.knowledge.reports.experience_page import standing_otherwise
from maskinrum.knowledge.views.stash import keep_typed, typed_before
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import DomainError

SEND, ATTACH, AUTOSAVE = "send", "attach", "X-Autosave"
KEPT = "#kept"
"""Behind the address that follows: what was typed is here, and the browser need not keep it (``telling.js``)."""


@dataclass(frozen=True)
class Telling:
    """What a page of telling is about: the row, if there is one yet, and the experience it speaks against."""

    row: Experience | None = None
    counter_to: Experience | None = None

    @property
    def facts(self) -> ExperienceFacts:
        """What is stored; nothing for a new one."""
        return experience_facts(self.row) if self.row else ExperienceFacts()


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: PageRequest) -> HttpResponse:
    """Show an empty form, and keep what is typed as a draft."""
    if not request.viewer.is_known:
        return _signed_out(request)
    if not can_tell(request.viewer):
        return render(request, "knowledge/no_organisation.html")
    return _answer(request, Telling(counter_to=_spoken_against(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, key: str) -> HttpResponse:
    """Show what was told to those who may change it, and keep what they change."""
    if not request.viewer.is_known:
        return _signed_out(request)
    row = experience(request.viewer, key, now=timezone.now())
    if not can_edit(request.viewer, row, parties=parties_of(row)):
        raise Http404
    against = published(request.viewer, now=timezone.now()).filter(pk__in=[row.counter_to_id]).first()
    return _answer(request, Telling(row, against))


def _signed_out(request: PageRequest) -> HttpResponse:
    if request.headers.get(AUTOSAVE):
        words = _("You have been away for too long. What you wrote is kept in this browser. Log in again.")
        return JsonResponse({"problem": words}, status=401)
    return keep_typed(request)


def _spoken_against(request: PageRequest) -> Experience | None:
    key = request.GET.get("imod", "")
    return published(request.viewer, now=timezone.now()).filter(key=key).first() if key else None


def _answer(request: PageRequest, told: Telling) -> HttpResponse:
    if request.method == "POST":
        return _save(request, told)
    before = typed_before(request)
    if before is not None:
        words = _("What you wrote before you had to log in stands here. It is not saved yet.")
        return _page(request, told, _form(request, told, before), words=words)
    return _page(request, told, _form(request, told))


def _form(request: PageRequest, told: Telling, data: QueryDict | None = None) -> ExperienceForm:
    viewer, now = request.viewer, timezone.now()
    chosen = [(str(told.row.partnership_id), str(told.row.partnership))] if told.row and told.row.partnership else []
    offered = partnership_choices(viewer, now=now)
    projects = project_choices(viewer)
    if told.row and told.row.project and str(told.row.project_id) not in dict(projects):
        projects = [(str(told.row.project_id), _("as it was")), *projects]
    return ExperienceForm(
        data,
        partnerships=offered if not chosen or chosen[0] in offered else [*chosen, *offered],
        projects=projects,
        initial=initial_of(told.facts, revision=told.row.revision if told.row else None, writer=viewer.person),
        to_send=data is not None and SEND in data,
    )


def _page(
    request: PageRequest,
    told: Telling,
    form: ExperienceForm,
    *,
    words: str = "",
    theirs: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> HttpResponse:
    row = told.row
    context = {
        "form": form,
        "row": row,
        "counter_to": told.counter_to,
        "words": words,
        "theirs": theirs,
        "is_draft": row is None or row.state == ExperienceState.DRAFT,
        "may_review": row is not None and row.state == ExperienceState.IN_REVIEW and _reads(request, row),
        "is_own": row is None or is_own(request.viewer, row),
        "more_open": any(name in form.errors for name in ("theme_1", "phase", "role", "evidence", "source_url")),
    }
    return render(request, "knowledge/tell.html", context, status=status)


def _reads(request: PageRequest, row: Experience) -> bool:
    return can_review(request.viewer, row, parties=parties_of(row))


def _save(request: PageRequest, told: Telling) -> HttpResponse:
    is_automatic = bool(request.headers.get(AUTOSAVE))
    form = _form(request, told, request.POST)
    is_right = form.is_valid()
    kept: Experience | None = told.row
    try:
        if is_right or (form.to_send and form.only_lacks):
            kept = _keep(request, told, form)
    except DomainError as error:
        if is_automatic:
            return JsonResponse({"problem": error.message}, status=409)
        return _refused(request, told, form, error)
    if is_automatic:
        return _saved(kept) if kept else JsonResponse({"problem": _("Something must be put right first.")}, status=422)
    if kept is None or not is_right:
        shown = Telling(kept, told.counter_to)
        return _page(request, shown, _again(request, shown), words=_kept_words(kept))
    return _onward(request, kept)


def _onward(request: PageRequest, kept: Experience) -> HttpResponse:
    """Where the button leads that was pressed."""
    if SEND in request.POST:
        return _send(request, kept)
    if ATTACH in request.POST:
        return redirect(f"{reverse('knowledge:files', args=[kept.key])}{KEPT}")
    messages.success(request, _("The draft is saved.") if kept.state == ExperienceState.DRAFT else _("Saved."))
    return redirect(f"{reverse('knowledge:edit', args=[kept.key])}{KEPT}")


def _refused(request: PageRequest, told: Telling, form: ExperienceForm, error: DomainError) -> HttpResponse:
    """The form as it was typed; where somebody else was quicker, beside what stands there now.

    Saving once more is then meant: the form goes on from what has been seen.
    """
    now = told.row and experience(request.viewer, told.row.key, now=timezone.now())
    was = form.cleaned_data.get("revision") if form.is_bound else None
    if now is None or not was or was == now.revision:
        if not form.has_error(error.field or ""):  # each field already says what it lacks before it can be sent on
            form.add_error(error.field if error.field in form.fields else None, error.message)
        return _page(request, told, form, status=409 if told.row else 200)
    shown = Telling(now, told.counter_to)
    again = _again(request, shown)
    again.add_error(None, error.message)
    return _page(request, shown, again, theirs=standing_otherwise(shown.facts, form.facts(shown.facts)), status=409)


def _again(request: PageRequest, told: Telling) -> ExperienceForm:
    """The form as it was typed, with the revision that has been kept meanwhile."""
    data = request.POST.copy()
    if told.row is not None:
        data["revision"] = str(told.row.revision)
    return _form(request, told, data)


def _kept_words(kept: Experience | None) -> str:
    return _("Your draft is saved. Something is missing before it can be sent on.") if kept else ""


def _keep(request: PageRequest, told: Telling, form: ExperienceForm) -> Experience:
    now, facts = timezone.now(), form.facts(told.facts)
    if told.row is None:
        return start_draft(facts, viewer=request.viewer, now=now, counter_to=told.counter_to)
    expected = form.cleaned_data.get("revision") or told.row.revision
    return change_experience(told.row, facts=facts, expected_revision=expected, viewer=request.viewer, now=now)


def _saved(kept: Experience) -> JsonResponse:
    hour = timezone.localtime(kept.changed_at).strftime("%H.%M")
    words = _("Draft saved at %(hour)s") % {"hour": hour}
    address = reverse("knowledge:edit", args=[kept.key])
    return JsonResponse({"words": words, "address": address, "draft": kept.key, "revision": kept.revision})


def _send(request: PageRequest, row: Experience) -> HttpResponse:
    send_to_review(row, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("It is sent on. You get an e-mail when it has been read."))
    return redirect(f"{reverse('knowledge:experience', args=[row.key])}{KEPT}")


@login_required
@require_POST
def discard(request: PageRequest, key: str) -> HttpResponse:
    """Throw a draft away."""
    discard_draft(experience(request.viewer, key, now=timezone.now()), viewer=request.viewer, now=timezone.now())
    messages.success(request, _("The draft is gone."))
    return redirect("knowledge:mine")


@login_required
@require_POST
def back(request: PageRequest, key: str) -> HttpResponse:
    """Take back what waits to be read or answered."""
    row = take_back(experience(request.viewer, key, now=timezone.now()), viewer=request.viewer, now=timezone.now())
    messages.success(request, _("It is your draft again."))
    return redirect("knowledge:edit", row.key)
