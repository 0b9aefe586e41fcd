"""When something is wrong: the right status, nothing lost, nothing leaked."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client, RequestFactory

from maskinrum.shared import views
from maskinrum.shared.limits import LARGEST_REQUEST, LARGEST_WITH_PHOTO
from maskinrum.shared.tables import MAX_BYTES

OURS = "http://testserver"
TYPED = {"name": 'Elme"husene', "kind": ["a", "b"], "password": "hemmelig", "csrfmiddlewaretoken": "stale"}


@pytest.fixture
def guarded() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.mark.django_db
def test_a_missing_page_leads_on(client: Client) -> None:
    answer = client.get("/findes-ikke/")
    assert answer.status_code == 404
    assert "Siden findes ikke" in answer.content.decode()


def test_a_refusal_says_that_nothing_was_changed(rf: RequestFactory) -> None:
    answer = views.no_access(rf.get("/"))
    assert (answer.status_code, "Intet er ændret" in answer.content.decode()) == (403, True)


def test_a_fault_shows_its_number_without_database_or_viewer(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.reference = "8754270f"  # type: ignore[attr-defined]
    answer = views.server_error(request)
    assert (answer.status_code, "8754270f" in answer.content.decode()) == (500, True)


def test_a_fault_without_a_number_shows_none() -> None:
    assert "nummer" not in views.server_error(HttpRequest()).content.decode()


@pytest.mark.parametrize(("fault", "status"), [(RequestDataTooBig(), 413), (ValueError(), 400)])
def test_a_request_that_cannot_be_read_says_whether_it_was_too_large(
    fault: Exception, status: int, rf: RequestFactory
) -> None:
    assert views.bad_request(rf.post("/"), fault).status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize(("length", "status"), [(LARGEST_REQUEST, 200), (LARGEST_REQUEST + 1, 413), ("9" * 5000, 413)])
def test_a_request_that_says_it_is_too_large_is_not_read(length: int | str, status: int, client: Client) -> None:
    answer = client.get("/en/menu/", CONTENT_LENGTH=str(length))
    assert answer.status_code == status
    assert ("What is sent to this page at once may be 5 MB at most" in answer.content.decode()) == (status == 413)


@pytest.mark.django_db
def test_a_page_that_takes_photos_lets_more_be_sent_and_says_how_much(client: Client) -> None:
    address = "/erfaringer/x/filer/"
    sent = {"CONTENT_LENGTH": str(LARGEST_WITH_PHOTO + 1), "HTTP_REFERER": f"{OURS}{address}?a=1"}
    page = client.get(address, **sent).content.decode()  # type: ignore[arg-type]
    assert all(words in page for words in ("Du sendte 22 MB", "højst fylde 20 MB", f'<a href="{address}?a=1">'))
    assert client.get(address, CONTENT_LENGTH=str(LARGEST_WITH_PHOTO)).status_code == 302
    assert client.get("/findes-ikke/", CONTENT_LENGTH=str(LARGEST_WITH_PHOTO)).status_code == 413


@pytest.mark.parametrize("referer", ["https://evil.example/", "http://testserver.evil.example/", "javascript:1", ""])
def test_the_page_for_too_much_leads_to_no_other_site(referer: str, rf: RequestFactory) -> None:
    page = views.too_large(rf.post("/", headers={"origin": OURS, "referer": referer})).content.decode()
    assert page.count("<a ") == 1  # the front page


def test_the_largest_table_may_be_sent() -> None:
    assert LARGEST_REQUEST > MAX_BYTES


@pytest.mark.django_db
def test_a_stale_form_of_our_own_comes_back_with_all_that_was_typed(guarded: Client) -> None:
    answer = guarded.post("/farver/?a=1", TYPED, headers={"origin": OURS})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert '<form method="post" action="/farver/?a=1">' in page
    assert '<input type="hidden" name="name" value="Elme&quot;husene">' in page
    assert page.count('name="kind"') == 2


@pytest.mark.django_db
def test_a_stale_form_repeats_neither_password_nor_token(guarded: Client) -> None:
    page = guarded.post("/farver/", TYPED, headers={"origin": OURS}).content.decode()
    assert "hemmelig" not in page
    assert "stale" not in page
    assert "Adgangskoder gemmer vi ikke" in page


@pytest.mark.django_db
def test_the_form_that_comes_back_can_be_sent(guarded: Client) -> None:
    guarded.post("/farver/", {"scheme": "dark"}, headers={"origin": OURS})
    token = guarded.cookies["csrftoken"].value
    answer = guarded.post("/farver/", {"scheme": "dark", "csrfmiddlewaretoken": token}, headers={"origin": OURS})
    assert answer.status_code == 302


@pytest.mark.django_db
def test_a_file_that_could_not_be_kept_is_named(guarded: Client) -> None:
    upload = SimpleUploadedFile("plan.xlsx", b"x")
    page = guarded.post("/farver/", {"file": upload}, headers={"origin": OURS}).content.decode()
    assert "Filen plan.xlsx kunne ikke gemmes" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://["},
        {"referer": "http://["},
        {"origin": "http://testserver.evil.example"},
        {"origin": "https://testserver"},
        {"origin": "https://evil.example", "referer": "http://testserver/"},
        {"referer": "http://evil.example/http://testserver/"},
        {},
    ],
)
def test_a_form_from_elsewhere_is_refused_without_repeating_it(headers: dict[str, str], guarded: Client) -> None:
    answer = guarded.post("/farver/", TYPED, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Elme" not in page


@pytest.mark.django_db
def test_a_referer_of_our_own_is_enough_where_there_is_no_origin(guarded: Client) -> None:
    page = guarded.post("/farver/", TYPED, headers={"referer": f"{OURS}/stil/"}).content.decode()
    assert "Send igen" in page


@pytest.mark.django_db
def test_the_address_of_a_button_opened_as_a_page_says_so(client: Client) -> None:
    answer = client.get("/saloner/min/x/tag-pladsen/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Adressen hører til en knap" in answer.content.decode()
