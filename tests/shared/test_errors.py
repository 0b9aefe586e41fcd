"""A broken rule is told in words; anything else is an apology with a number that stands in the log."""

import re

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from maskinrum.config.urls import urlpatterns as all_pages
from maskinrum.shared.errors import DomainError
from maskinrum.shared.views import not_found

SECRET = "the budget of Boligselskabet Nord"


def broken_rule(request: HttpRequest) -> HttpResponse:
    raise DomainError("Choose at least one <project>.", field="projects")


def bug(request: HttpRequest) -> HttpResponse:
    raise KeyError(SECRET)


def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


def show_reference(request: HttpRequest) -> HttpResponse:
    return HttpResponse(getattr(request, "reference", "none"), status=500)


def bug_behind_a_link(request: HttpRequest, token: str) -> HttpResponse:
    raise KeyError(SECRET)


urlpatterns = [
    path("rule/", broken_rule),
    path("bug/", bug),
    path("bug/<str:token>/svar/", bug_behind_a_link),
    path("missing/", missing),
    *all_pages,
]
handler404, handler500 = not_found, show_reference
with_failing_pages = pytest.mark.urls(__name__)


@pytest.fixture
def browser(db: None) -> Client:
    return Client(raise_request_exception=False)


def test_domain_error_keeps_text_and_field() -> None:
    error = DomainError("Choose a project.", field="projects")
    assert (str(error), error.message, error.field) == ("Choose a project.", "Choose a project.", "projects")


@with_failing_pages
def test_broken_rule_becomes_a_page_with_its_text(browser: Client) -> None:
    answer = browser.get("/rule/")
    assert answer.status_code == 400
    assert "Choose at least one &lt;project&gt;." in answer.content.decode()


@with_failing_pages
def test_bug_is_logged_with_traceback_under_the_number_shown(browser: Client, caplog: pytest.LogCaptureFixture) -> None:
    reference = browser.get("/bug/?word=typed").content.decode()
    assert re.fullmatch("[0-9a-f]{8}", reference)
    [line] = [record for record in caplog.records if record.name == "maskinrum.shared.middleware"]
    assert line.getMessage() == f"Error {reference}: GET /bug/"
    assert line.exc_info is not None
    assert SECRET in str(line.exc_info[1])


@with_failing_pages
def test_what_opens_a_link_is_not_logged(browser: Client, caplog: pytest.LogCaptureFixture) -> None:
    reference = browser.get("/bug/aB3-link_of-a-letter/svar/").content.decode()
    [line] = [record for record in caplog.records if record.name == "maskinrum.shared.middleware"]
    assert line.getMessage() == f"Error {reference}: GET /bug/[…]/svar/"


@with_failing_pages
def test_what_opens_a_link_is_not_logged_of_a_refused_form_either(db: None, caplog: pytest.LogCaptureFixture) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.post("/bug/aB3-link_of-a-letter/svar/").status_code == 403
    [line] = caplog.records
    assert line.getMessage() == "Forbidden (CSRF cookie not set.): /bug/[…]/svar/"


@with_failing_pages
def test_two_bugs_have_two_numbers(browser: Client) -> None:
    assert browser.get("/bug/").content != browser.get("/bug/").content


@with_failing_pages
def test_what_was_typed_for_a_missing_page_can_be_copied_and_nothing_else_stands_there(browser: Client) -> None:
    typed = {"text": "Det jeg skrev", "key": "9f3a61", "password": "to ord", "csrfmiddlewaretoken": "to ord"}
    page = browser.post("/missing/", typed).content.decode()
    assert [words in page for words in ("Det jeg skrev", "9f3a61", "to ord")] == [True, False, False]
    for other in (browser.get("/missing/", typed), browser.post("/nowhere/", typed)):
        assert (other.status_code, "Det jeg skrev" in other.content.decode()) == (404, False)


@with_failing_pages
def test_missing_page_is_no_bug(browser: Client, caplog: pytest.LogCaptureFixture) -> None:
    assert browser.get("/missing/").status_code == 404
    assert not [record for record in caplog.records if record.name == "maskinrum.shared.middleware"]
