"""Ask a question: what was answered already is offered on the way, and nothing typed is lost."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maskinrum.knowledge.queries.choices import partnership_choices
from maskinrum.knowledge.views.stash import keep_typed, typed_before
from maskinrum.network.actions import ask_question, edit_question
from maskinrum.network.actions.recording import new_key
from maskinrum.network.forms.questions import EditQuestionForm, QuestionForm, initial_of_question
from maskinrum.network.indexing import Similar, similar_to
from maskinrum.network.models import Question
from maskinrum.network.permissions import can_ask, can_edit
from maskinrum.network.queries import question
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import tried
from maskinrum.shared.limits import is_over_limit

LOOK = "look"
ASKED_A_MINUTE, LOOKED_A_MINUTE = 10, 60


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PageRequest) -> HttpResponse:
    """Show the form, take the question, or show what was answered already about what is typed."""
    if not request.viewer.is_known:
        return keep_typed(request)
    if not can_ask(request.viewer):
        return render(request, "network/no_organisation.html")
    if request.method == "POST" and LOOK not in request.POST:
        return _take(request)
    looked = request.POST if request.method == "POST" else None
    before = looked or typed_before(request)
    form = _form(request, before)
    if looked is not None:
        form = _form(request, None, typed=looked)
    return _page(request, form, is_restored=before is not None and looked is None)


def _form(request: PageRequest, data: QueryDict | None, *, typed: QueryDict | None = None) -> QuestionForm:
    asked = typed or request.GET
    begun = {name: asked[name] for name in QuestionForm.base_fields if name in asked}
    begun |= {"title": asked.get("title") or request.GET.get("q", "")[:200], "writer": str(request.viewer.person)}
    begun["once"] = new_key()
    offered = partnership_choices(request.viewer, now=timezone.now())
    return QuestionForm(data, partnerships=offered, initial=begun)


def _page(request: PageRequest, form: QuestionForm, *, is_restored: bool = False) -> HttpResponse:
    typed = str(form["title"].value() or "")
    similar = _similar(request, typed)
    context = {
        "form": form,
        **similar,
        "could_not_look": LOOK in request.POST and not similar["has_looked"],
        "is_restored": is_restored,
        "more_open": any(form[name].value() for name in ("theme_1", "phase", "agreement", "size")),
    }
    return render(request, "network/ask.html", context)


def _take(request: PageRequest) -> HttpResponse:
    form, now = _form(request, request.POST), timezone.now()
    asked: list[Question] = []

    def act() -> None:
        facts = form.facts()
        once, is_anonymous = form.cleaned_data["once"], form.is_anonymous
        asked.append(ask_question(facts, is_anonymous=is_anonymous, viewer=request.viewer, now=now, once=once))

    if is_over_limit(request, "question", most=ASKED_A_MINUTE, now=now):
        form.is_valid()
        form.add_error(None, _("That was many questions in a short while. Wait a minute and send it again."))
    elif tried(form, act):
        messages.success(request, _("Your question is asked. You get an e-mail when somebody answers."))
        return redirect("network:question", asked[0].key)
    return _page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, key: str) -> HttpResponse:
    """Take other words for a question of one's own."""
    if not request.viewer.is_known:
        return keep_typed(request)
    now = timezone.now()
    row = question(request.viewer, key, now=now)
    if not can_edit(request.viewer, row):
        raise Http404
    before = request.POST if request.method == "POST" else typed_before(request)
    form = EditQuestionForm(before, initial=initial_of_question(row) | {"writer": str(request.viewer.person)})

    def act() -> object:
        expected = form.cleaned_data["revision"] or 0
        return edit_question(row, form.facts(), expected_revision=expected, viewer=request.viewer, now=now)

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("Changed. Others can see that it was."))
        return redirect("network:question", key)
    is_restored = before is not None and request.method != "POST"
    return render(request, "network/edit.html", {"row": row, "form": form, "is_restored": is_restored})


@require_POST
def similar(request: PageRequest) -> HttpResponse:
    """Show what was answered already about what is being typed."""
    title = request.POST.get("title", "")
    return render(request, "network/_similar.html", _similar(request, title))


def _similar(request: PageRequest, title: str) -> dict[str, object]:
    """What was found, and whether anything was looked for: only then can nobody be said to have told of it."""
    now = timezone.now()
    is_refused = not title or is_over_limit(request, "similar", most=LOOKED_A_MINUTE, now=now)
    found: list[Similar] | None = None if is_refused else similar_to(request.viewer, title, now=now)
    return {"similar": found, "has_looked": found is not None}
