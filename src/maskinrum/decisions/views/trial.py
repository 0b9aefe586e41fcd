"""A first answer without an account: the page carries everything, the server keeps nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.decisions.actions import keep_first_answer
from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.analysis.calculation import Case, engine_inputs
from maskinrum.decisions.analysis.pooling import renewed_now
from maskinrum.decisions.analysis.remembering import (
    answer_of,
    break_even_of,
    findings_of,
    standard_chance_of,
    what_ifs_of,
)
from maskinrum.decisions.forms import CaseDateForm, WhatIfForm
from maskinrum.decisions.reports.answer import answer_page
from maskinrum.decisions.reports.break_even import break_even_chart, break_even_words
from maskinrum.decisions.reports.findings import findings_page
from maskinrum.decisions.views.carrying import CarriedCase, carried_json
from maskinrum.decisions.views.turns import turn_of, turn_of_part
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.queries import own_organisation
from maskinrum.partnerships.actions import UnansweredError
from maskinrum.partnerships.facts.names import loose_name
from maskinrum.partnerships.forms import (
    Edited,
    SameNamesForm,
    blank_table,
    edit_table,
    posted_answers,
    shipped_portfolio,
    table_of_facts,
)
from maskinrum.shared.errors import BusyError, DomainError
from maskinrum.shared.limits import is_over_limit

PROJECTS_PER_COST = 100
_TOO_OFTEN = gettext_lazy(
    "That was many calculations in a short while, so this one waits. Wait a minute and calculate again."
)

EXAMPLES = {
    "demo": (
        "demo_portfolio.csv",
        gettext_lazy(
            "Boligforeningen Eksempel does not exist. Projects and figures are invented, so that you can see "
            "what an answer looks like."
        ),
    ),
    "real": (
        "real_portfolio.csv",
        gettext_lazy(
            "The jobs are real and public, but the clients never formed this joint portfolio. Start, "
            "duration, group and approval are our reading of public dates; two budgets are estimated from "
            "the number of homes."
        ),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: PageRequest) -> HttpResponse:
    """Show the table; do what a button says to it; or show the answer."""
    if request.method != "POST":
        dates = CaseDateForm(initial={"case_date": timezone.localdate().replace(day=1)})
        return _page(request, {"portfolio": blank_table(), "dates": dates})
    carried = CarriedCase(request.POST)
    dates, case_date = _case_date(request)
    edited = _edited(request, case_date)
    context: dict[str, Any] = {"portfolio": edited.table, "dates": dates, "done": edited.done}
    if edited.case_date and edited.case_date != case_date:
        context["dates"] = CaseDateForm(initial={"case_date": edited.case_date})
    if edited.reading is None or dates.errors:
        context["assumptions"] = carried_json(carried.assumptions)
        return _page(request, context)
    return _page(
        request,
        context
        | _answer(request, Case(edited.reading.facts, case_date, carried.assumptions, renewed=renewed_now()), carried),
    )


def _edited(request: PageRequest, case_date: date) -> Edited:
    """What came of the pressed button. Reading a file may take as long as calculating, so it takes a turn."""
    if not request.FILES:
        return edit_table(request.POST, {}, case_date=case_date)
    try:
        with turn_of(request):
            return edit_table(request.POST, request.FILES, case_date=case_date)
    except BusyError as error:
        kept = edit_table({**request.POST.dict(), "act": "upload"}, {}, case_date=case_date)
        kept.table.problems = [error.message]
        return kept


@require_safe
def example(request: PageRequest, name: str) -> HttpResponse:
    """Show the answer for one of the two portfolios that ship, ready to be changed."""
    file, words = _example_words(name)
    if not file:
        raise Http404
    reading = shipped_portfolio(file)
    case_date = reading.case_date or timezone.localdate()
    context = {
        "portfolio": table_of_facts(reading.facts),
        "dates": CaseDateForm(initial={"case_date": case_date}),
        "example": words,
        "example_name": name,
    }
    return _page(
        request, context | _answer(request, Case(reading.facts, case_date, Assumptions(), renewed=renewed_now()), None)
    )


@require_POST
def break_even(request: PageRequest) -> HttpResponse:
    """Show how large the posted portfolio would have to be."""
    case = posted_case(request)
    if case is None:
        return trial(request)
    if _is_asked_too_often(request, case, "break_even"):
        return _page(request, _table_of(case) | _too_often(case))
    try:
        with turn_of_part(request):
            found = break_even_of(engine_inputs(case))
    except BusyError as error:
        return _page(request, _table_of(case) | _busy(case, error))
    context = {"break_even": break_even_chart(found, case), "break_even_words": break_even_words(found)}
    if request.htmx:
        return render(request, "decisions/_break_even.html", context)
    context["carried"] = CarriedCase(request.POST).hidden(case.assumptions)
    return render(request, "decisions/break_even.html", context)


@require_POST
def findings(request: PageRequest) -> HttpResponse:
    """Show the verdict of the posted portfolio, without readiness, and what drives it."""
    case = posted_case(request)
    if case is None:
        return trial(request)
    if _is_asked_too_often(request, case, "findings"):
        return _page(request, _table_of(case) | _too_often(case))
    try:
        with turn_of_part(request):
            inputs = engine_inputs(case)
            found, tried = findings_of(inputs), what_ifs_of(inputs)
    except BusyError as error:
        return _page(request, _table_of(case) | _busy(case, error))
    context: dict[str, Any] = {"findings": findings_page(found, None if request.htmx else "", tried)}
    if request.htmx:
        return render(request, "decisions/_findings.html", context)
    context["carried"] = CarriedCase(request.POST).hidden(case.assumptions)
    return render(request, "decisions/findings.html", context)


@require_POST
def keep(request: PageRequest) -> HttpResponse:
    """Store a first answer as projects and a decision file; a visitor is told how, and loses nothing."""
    case = posted_case(request)
    if case is None:
        return trial(request)
    organisation = own_organisation(request.viewer)
    if organisation is None:
        return _page(request, _table_of(case) | {"must_sign_in": True} | _answer(request, case, None))
    title, note, named = _named(request.POST.get("example"), case)
    try:
        file, kept = keep_first_answer(
            organisation,
            title=title,
            case=named,
            note=note,
            answers=posted_answers(request.POST),
            asked=request.POST.get("asked", ""),
            viewer=request.viewer,
            now=timezone.now(),
        )
    except UnansweredError as error:
        same = {"same": SameNamesForm(error.questions), "asked": error.asked, "same_words": error.message}
        return _page(request, _table_of(case) | same | _answer(request, case, None))
    except DomainError as error:
        context = _table_of(case) | _answer(request, case, None)
        context["portfolio"].problems = [error.message]
        return _page(request, context)
    words = _(
        "Saved. New on your list: %(added)s. Changed there: %(changed)s. Used as they stood: %(used)s. "
        "Give the file a title you will know it by."
    )
    messages.success(request, words % {"added": kept.added, "changed": kept.changed, "used": kept.used})
    return redirect("decisions:edit", file.pk)


def _named(example: str | None, case: Case) -> tuple[str, str, Case]:
    """Title, note and case of the file; projects of an example say so, and never bear the name of a real one."""
    title = _("Portfolio of %(day)s") % {"day": date_format(timezone.localdate())}
    shipped, words = _example_words(example)
    invented = {loose_name(one.name) for one in shipped_portfolio(shipped).facts} if shipped else set()
    if not any(loose_name(one.name) in invented for one in case.facts):
        return title, "", case
    label = _("Example: %(name)s")
    facts = tuple(
        replace(one, name=label % {"name": one.name}) if loose_name(one.name) in invented else one for one in case.facts
    )
    return label % {"name": title}, str(words), replace(case, facts=facts)


def posted_case(request: PageRequest) -> Case | None:
    """The case that a posted page holds, panel included; None when a row does not hold."""
    carried = CarriedCase(request.POST)
    dates, case_date = _case_date(request)
    edited: Edited = edit_table({**request.POST.dict(), "act": "use"}, {}, case_date=case_date)
    if edited.reading is None or dates.errors:
        return None
    case = Case(edited.reading.facts, case_date, carried.assumptions, renewed=renewed_now())
    panel = WhatIfForm(request.POST, base=case.assumptions, renewed=case.renewed)
    return replace(case, assumptions=panel.assumptions()) if _is_posted(request) and panel.is_valid() else case


def _answer(request: PageRequest, case: Case, carried: CarriedCase | None) -> dict[str, Any]:
    data = request.POST if request.method == "POST" and _is_posted(request) else None
    panel = WhatIfForm(data, base=case.assumptions, renewed=case.renewed)
    if data is not None and panel.is_valid():
        case = replace(case, assumptions=panel.assumptions())
    if _is_asked_too_often(request, case, "answer"):
        return _too_often(case)
    try:
        with turn_of(request):
            calculation, standard = answer_of(engine_inputs(case)), standard_chance_of(case)
    except BusyError as error:
        return _busy(case, error)
    return {
        "page": answer_page(calculation, standard=standard),
        "panel": panel,
        "case": case,
        "assumptions": carried_json(case.assumptions),
        "carried_problem": carried.problem if carried else "",
    }


def _is_asked_too_often(request: PageRequest, case: Case, what: str) -> bool:
    cost = 1 + (len(case.facts) - 1) // PROJECTS_PER_COST
    return is_over_limit(request, what, most=settings.ANSWERS_PER_MINUTE, cost=cost, now=timezone.now())


def _table_of(case: Case) -> dict[str, Any]:
    return {"portfolio": table_of_facts(case.facts), "dates": CaseDateForm(initial={"case_date": case.case_date})}


def _too_often(case: Case) -> dict[str, Any]:
    return {"refused": _TOO_OFTEN, "status": 429, "assumptions": carried_json(case.assumptions)}


def _busy(case: Case, error: BusyError) -> dict[str, Any]:
    return {"refused": error.message, "status": 503, "assumptions": carried_json(case.assumptions)}


def _is_posted(request: PageRequest) -> bool:
    """Whether the panel was on the page that was posted."""
    return "price_level" in request.POST


def _case_date(request: PageRequest) -> tuple[CaseDateForm, date]:
    form = CaseDateForm(request.POST)
    return form, form.cleaned_data["case_date"] if form.is_valid() else timezone.localdate().replace(day=1)


def _example_of(request: PageRequest) -> dict[str, Any]:
    """The label of an example, which it keeps when it is changed."""
    return {
        "example": _example_words(request.POST.get("example"))[1],
        "example_name": request.POST.get("example", ""),
    }


def _example_words(name: str | None) -> tuple[str, Any]:
    return EXAMPLES.get(name or "", ("", ""))


def _page(request: PageRequest, context: dict[str, Any]) -> HttpResponse:
    # Whatever stopped it, an example is one on every page until its projects are saved as such.
    context = _example_of(request) | context
    if request.htmx and "page" in context:
        # The table stands on the page already, and drawing it takes as long as half an answer.
        return render(request, "decisions/_trial_part.html", context)
    response = render(request, "decisions/trial.html", context, status=context.get("status", 200))
    if request.htmx:
        # The rows no longer hold, so there is no answer to put in place of the old one: the whole form is shown.
        response["HX-Retarget"], response["HX-Reselect"], response["HX-Reswap"] = "#case", "#case", "outerHTML"
    return response
