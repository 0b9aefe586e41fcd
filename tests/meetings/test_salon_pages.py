"""The pages of salons as people meet them: signed up without account, changed by link, kept by whoever plans."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.meetings.actions import accept_offer, change_salon, correct_address, sign_off, sign_up, tell_afterwards
from maskinrum.meetings.actions.salon_letters import token_of
from maskinrum.meetings.actions.salons import facts_of
from maskinrum.meetings.facts.salons import SalonFacts, SignUpFacts
from maskinrum.meetings.models import Salon, SalonFeedback, SignUp
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.enums import MailState
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.meetings.salon_making import joined, opened

pytestmark = pytest.mark.django_db
Browser = Callable[[Person | None], Client]
LINK = "https://moede.example/hemmeligt"


def salon_ahead(secretary: Person, **changes: Any) -> Salon:
    """One that is open by the clock of the machine, and held at noon: it must end on the day on which it begins."""
    now = timezone.now().replace(microsecond=0)
    noon = timezone.localtime(now).replace(hour=12, minute=0, second=0)
    days = {"starts_at": noon + timedelta(days=9), "ends_at": noon + timedelta(days=9, hours=2)}
    return opened(viewer_of(secretary), now=now, **({"deadline": noon + timedelta(days=8)} | days | changes))


def salon_past(secretary: Person, *names: str) -> Salon:
    """One that has been, with some who had a seat."""
    now = timezone.now().replace(microsecond=0)
    then, before = now - timedelta(days=1), now - timedelta(days=9)
    days = {"starts_at": then, "ends_at": then + timedelta(hours=2), "deadline": then, "seats": 5}
    salon = opened(viewer_of(secretary), now=before, **days)
    for name in names:
        joined(salon, name, now=before)
    return salon


@pytest.fixture
def salon(secretary: Person) -> Salon:
    """Two seats in a room, and room on screen."""
    return salon_ahead(secretary, online_link=LINK)


def own_page(client: Client, row: SignUp) -> str:
    """What the link in the letter shows."""
    return client.get(reverse("salons:own", args=[token_of(row)])).content.decode()


def test_a_visitor_signs_up_with_name_and_address_only(salon: Salon, client: Client) -> None:
    address = reverse("salons:salon", args=[salon.key])
    page = client.post(address, {"name": "Anna", "email": "anna@deltager.example", "presence": "in_room"}, follow=True)
    assert "Du er tilmeldt" in page.content.decode()
    row = SignUp.objects.get()
    assert (row.name, row.state, row.language, row.is_on_list) == ("Anna", "confirmed", "da", False)


def test_bad_input_says_what_to_do_and_loses_nothing(salon: Salon, client: Client) -> None:
    address = reverse("salons:salon", args=[salon.key])
    page = client.post(address, {"name": "", "email": "anna@", "organisation_name": "Nord", "presence": "in_room"})
    text = page.content.decode()
    assert [words in text for words in ("Skriv dit navn.", "Skriv din e-mailadresse", 'value="anna@"', "Nord")] == [
        True
    ] * 4
    assert SignUp.objects.count() == 0


def test_the_page_says_the_same_to_whoever_has_signed_up_already(salon: Salon, client: Client) -> None:
    joined(salon, "Anna")
    address = reverse("salons:salon", args=[salon.key])
    told = [
        client.post(address, {"name": "N", "email": f"{name}@deltager.example", "presence": "in_room"}).headers[
            "Location"
        ]
        for name in ("anna", "ny")
    ]
    assert told[0] == told[1]


def test_too_many_sign_ups_from_one_place_wait_a_minute_and_lose_nothing(
    salon: Salon, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SIGN_UPS_PER_MINUTE", 0)
    address = reverse("salons:salon", args=[salon.key])
    page = client.post(address, {"name": "Anna", "email": "anna@deltager.example", "presence": "in_room"})
    assert "Vent et minut" in page.content.decode()
    assert 'value="anna@deltager.example"' in page.content.decode()
    assert SignUp.objects.count() == 0


def test_the_link_for_those_on_screen_is_shown_only_to_who_has_a_seat(salon: Salon, client: Client) -> None:
    anna, _bo, carl = (joined(salon, name) for name in ("Anna", "Bo", "Carl"))
    assert LINK in own_page(client, anna)
    assert LINK not in own_page(client, carl)
    public = client.get(reverse("salons:salon", args=[salon.key])).content
    file = client.get(reverse("salons:calendar", args=[salon.key])).content
    own = client.get(reverse("salons:own_calendar", args=[token_of(anna)])).content
    assert [LINK.encode() in content for content in (public, file, own)] == [False, False, True]


def salon_running(secretary: Person, **changes: Any) -> Salon:
    """One that has begun and is not over."""
    now = timezone.now().replace(microsecond=0)
    days = {"starts_at": now - timedelta(minutes=20), "ends_at": now + timedelta(hours=2)}
    before = now - timedelta(days=9)
    salon = opened(viewer_of(secretary), now=before, **({"deadline": days["starts_at"]} | days | changes))
    joined(salon, "Anna", now=before)
    return salon


def test_the_link_and_the_code_for_the_door_are_there_until_the_salon_is_over(
    secretary: Person, client: Client
) -> None:
    salon = salon_running(secretary, online_link=LINK)
    row = salon.sign_ups.get()
    file = reverse("salons:own_calendar", args=[token_of(row)])
    seen = own_page(client, row)
    assert [words in seen for words in (LINK, 'class="qr"', file, "Gem")] == [True, True, True, False]
    Salon.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    seen = own_page(client, row)
    assert [words in seen for words in (LINK, 'class="qr"', file)] == [False] * 3


def test_who_agreed_is_seen_by_participants_and_nobody_else(
    salon: Salon, client_of: Browser, member: Person, outsider: Person
) -> None:
    joined(salon, "Anna", is_on_list=True)
    facts = SignUpFacts("Mette", member.email)
    sign_up(salon, facts, viewer=VISITOR, now=timezone.now())
    address = reverse("salons:salon", args=[salon.key])
    seen = ["Anna" in client_of(person).get(address).content.decode() for person in (member, outsider, None)]
    assert seen == [True, False, False]
    assert "Mette Holm" not in client_of(outsider).get(address).content.decode()


def test_the_own_link_changes_and_signs_off(salon: Salon, client: Client) -> None:
    row = joined(salon, "Anna")
    token = token_of(row)
    client.post(
        reverse("salons:own", args=[token]),
        {"name": "Anna B", "needs": "Nødder", "agrees": "on", "presence": "on_screen"},
    )
    row.refresh_from_db()
    assert (row.name, row.needs, row.presence) == ("Anna B", "Nødder", "on_screen")
    assert "Meld mig fra" in client.get(reverse("salons:leave", args=[token])).content.decode()
    for _time in range(2):
        page = client.post(reverse("salons:leave", args=[token]), follow=True)
        assert "Du har meldt fra" in page.content.decode()
    row.refresh_from_db()
    assert (row.state, row.needs) == ("withdrawn", "")


def test_food_and_access_are_kept_only_with_a_yes_and_nothing_typed_is_lost(salon: Salon, client: Client) -> None:
    row = joined(salon, "Anna")
    address = reverse("salons:own", args=[token_of(row)])
    typed = {"name": "Anna B", "needs": "Tåler ikke nødder", "presence": "in_room"}
    page = client.post(address, typed).content.decode()
    assert [words in page for words in ("Sæt kryds ved, at vi må gemme det", "Tåler ikke nødder")] == [True, True]
    row.refresh_from_db()
    assert (row.name, row.needs, row.needs_agreed_at) == ("Anna", "", None)
    client.post(address, typed | {"agrees": "on"})
    row.refresh_from_db()
    assert (row.needs, row.needs_agreed_at is None) == ("Tåler ikke nødder", False)
    client.post(address, typed | {"needs": ""})
    row.refresh_from_db()
    assert (row.needs, row.needs_agreed_at) == ("", None)
    with pytest.raises(DomainError):
        sign_up(salon, SignUpFacts("Bo", "bo@sted.example", needs="Løg"), viewer=VISITOR, now=timezone.now())


def test_an_offered_seat_is_taken_by_link_and_twice_does_no_harm(salon: Salon, client: Client) -> None:
    anna, _bo, carl = (joined(salon, name) for name in ("Anna", "Bo", "Carl"))
    sign_off(anna, viewer=VISITOR, now=timezone.now())
    assert "Tag pladsen" in own_page(client, carl)
    for _time in range(2):
        page = client.post(reverse("salons:accept", args=[token_of(carl)]), follow=True)
        assert "Du har en plads" in page.content.decode()
    SignUp.objects.filter(pk=carl.pk).update(state="lapsed", offered_until=None)
    page = client.post(reverse("salons:accept", args=[token_of(carl)]), follow=True)
    assert "Tilbuddet er udløbet" in page.content.decode()


def test_a_link_that_opens_nothing_says_so(client: Client) -> None:
    answer = client.get(reverse("salons:own", args=["intet"]))
    assert (answer.status_code, "Linket virker ikke længere" in answer.content.decode()) == (410, True)


def test_three_questions_are_answered_once_and_without_a_name(secretary: Person, client: Client) -> None:
    row = joined_past(secretary)
    address = reverse("salons:feedback", args=[token_of(row)])
    client.post(address, {"useful": "yes", "takes_along": "At spørge."})
    page = client.post(address, {"useful": "no"})
    assert "Du har svaret. Tak." in page.content.decode()
    assert list(SalonFeedback.objects.values_list("useful", "takes_along")) == [("yes", "At spørge.")]


def joined_past(secretary: Person) -> SignUp:
    """One who had a seat at a salon that has been."""
    return SignUp.objects.get(salon=salon_past(secretary, "Anna"))


def test_who_came_is_ticked_off_on_the_list_and_by_the_code_at_the_door(secretary: Person, client_of: Browser) -> None:
    salon = salon_past(secretary, "Anna", "Bo", "Carl")
    anna, bo, _carl = salon.sign_ups.order_by("number")
    planner = client_of(secretary)
    planner.post(reverse("salons:participants", args=[salon.key]), {"came": [str(anna.pk)]})
    planner.post(reverse("salons:arrival", args=[salon.key, bo.pk]))
    came = salon.sign_ups.filter(attended_at__isnull=False).order_by("number")
    assert [row.name for row in came] == ["Anna", "Bo"]
    tell_afterwards(salon, digest="Godt.", material="", viewer=viewer_of(secretary), now=timezone.now())
    thanked = OutboxMail.objects.filter(kind="salon_thanks").order_by("to").values_list("to", flat=True)
    assert list(thanked) == ["anna@deltager.example", "bo@deltager.example"]


def test_the_code_at_the_door_points_to_a_page_that_only_planners_see(
    salon: Salon, client: Client, client_of: Browser, secretary: Person, member: Person
) -> None:
    row = joined(salon, "Anna")
    assert 'class="qr"' in own_page(client, row)
    address = reverse("salons:arrival", args=[salon.key, row.pk])
    assert client_of(member).get(address).status_code == 404
    assert "Anna" in client_of(secretary).get(address).content.decode()


def test_a_letter_that_came_back_is_seen_by_the_planner(salon: Salon, client_of: Browser, secretary: Person) -> None:
    joined(salon, "Anna")
    address = reverse("salons:participants", args=[salon.key])
    assert "Mailen kom retur" not in client_of(secretary).get(address).content.decode()
    OutboxMail.objects.update(state=MailState.GIVEN_UP)
    assert "Mailen kom retur" in client_of(secretary).get(address).content.decode()


def came_back(salon: Salon) -> list[SignUp]:
    """Two with a seat and two who wait; the mail to the first came back."""
    rows = [joined(salon, name) for name in ("Anna", "Bo", "Carl", "Dorte")]
    OutboxMail.objects.filter(to=rows[0].email).update(state=MailState.GIVEN_UP)
    return rows


def test_the_planner_gives_the_seat_of_an_address_that_does_not_work_to_the_next(
    salon: Salon, client_of: Browser, secretary: Person, member: Person
) -> None:
    anna, bo, carl, dorte = came_back(salon)
    address, planner = reverse("salons:undelivered", args=[salon.key, anna.pk]), client_of(secretary)
    assert address in planner.get(reverse("salons:participants", args=[salon.key])).content.decode()
    assert client_of(member).post(address, {"sign_off": "1"}).status_code == 404
    planner.post(address, {"sign_off": "1"})
    assert [SignUp.objects.get(pk=row.pk).state for row in (anna, bo, carl, dorte)] == [
        *("withdrawn", "confirmed"),
        *("offered", "waiting"),
    ]
    assert not OutboxMail.objects.filter(kind="salon_signed_off").exists(), "it would come back too"
    assert planner.get(address).status_code == 404


def test_the_planner_corrects_an_address_and_the_letter_goes_again(
    salon: Salon, client_of: Browser, secretary: Person, client: Client
) -> None:
    anna, *_others = came_back(salon)
    address, planner = reverse("salons:undelivered", args=[salon.key, anna.pk]), client_of(secretary)
    for wrong, words in (("anna@", "Skriv din e-mailadresse"), ("bo@deltager.example", "har allerede meldt sig til")):
        page = planner.post(address, {"email": wrong}).content.decode()
        assert (words in page, f'value="{wrong}"' in page) == (True, True)
    planner.post(address, {"email": "Anna@rigtig.example"})
    anna.refresh_from_db()
    mail = OutboxMail.objects.get(to="anna@rigtig.example")
    assert (mail.kind, len(mail.attachments), token_of(anna) in mail.text) == ("salon_confirmed", 1, True)
    assert "Du har en plads" in own_page(client, anna)
    page = planner.get(reverse("salons:participants", args=[salon.key])).content.decode()
    assert "Mailen kom retur" not in page


def test_nobody_but_the_person_changes_a_sign_up_whose_mail_arrived(
    salon: Salon, client_of: Browser, secretary: Person
) -> None:
    row = joined(salon, "Anna")
    address = reverse("salons:undelivered", args=[salon.key, row.pk])
    assert client_of(secretary).post(address, {"sign_off": "1"}).status_code == 404
    with pytest.raises(DomainError):
        correct_address(row, "ny@sted.example", viewer=viewer_of(secretary), now=timezone.now())


def test_fewer_seats_than_are_held_are_said(salon: Salon, client_of: Browser, secretary: Person) -> None:
    joined(salon, "Anna")
    joined(salon, "Bo")
    salon.refresh_from_db()
    page = client_of(secretary).post(reverse("salons:edit", args=[salon.key]), written(salon, seats="1"), follow=True)
    assert "2 har allerede en plads og beholder den" in page.content.decode()
    assert salon.sign_ups.filter(state="confirmed").count() == 2


def written(salon: Salon, **changes: str) -> dict[str, str]:
    """What the form of a salon holds."""
    starts, ends = timezone.localtime(salon.starts_at), timezone.localtime(salon.ends_at)
    day = {"day": f"{starts:%Y-%m-%d}", "begins": f"{starts:%H:%M}", "until": f"{ends:%H:%M}"}
    plain = {name: getattr(salon, name) for name in ("title", "summary", "place", "online_link", "language")}
    more = {"seats": str(salon.seats), "deadline": f"{starts - timedelta(days=1):%Y-%m-%d}"}
    return plain | day | more | {"revision": str(salon.revision)} | changes


def test_two_who_change_a_salon_at_once_lose_nothing(salon: Salon, client_of: Browser, secretary: Person) -> None:
    form = written(salon, title="Den enes titel")
    other = SalonFacts(**{**vars(facts_of(salon)), "title": "Den andens titel"})
    change_salon(salon, other, viewer=viewer_of(secretary), now=timezone.now())
    page = client_of(secretary).post(reverse("salons:edit", args=[salon.key]), form)
    assert "En anden har gemt salonen imens" in page.content.decode()
    assert "Den enes titel" in page.content.decode()
    salon.refresh_from_db()
    assert salon.title == "Den andens titel"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"until": "01:00", "begins": "02:00"}, "Salonen skal slutte, efter at den er begyndt."),
        ({"deadline": "2099-01-01"}, "Tilmeldingen skal slutte, før salonen begynder."),
        ({"place": "", "online_link": ""}, "Skriv, hvor det er"),
        ({"material": "Uden adresse"}, "Linje 1 har ingen adresse."),
        ({"begins": "kl. tre"}, "Skriv et klokkeslæt"),
        ({"seats": ""}, "Skriv, hvor mange pladser der er."),
        ({"day": "2027-03-28", "begins": "02:30"}, "Det klokkeslæt findes ikke"),
    ],
)
def test_what_cannot_be_a_salon_is_said_at_its_field(
    wrong: dict[str, str], said: str, salon: Salon, client_of: Browser, secretary: Person
) -> None:
    page = client_of(secretary).post(reverse("salons:edit", args=[salon.key]), written(salon, **wrong))
    assert (page.status_code, said in page.content.decode()) == (200, True)


def test_a_planner_plans_opens_closes_and_calls_off(client_of: Browser, secretary: Person, salon: Salon) -> None:
    planner = client_of(secretary)
    planner.post(reverse("salons:new"), written(salon, title="Min salon", theme_1="A2"))
    key = Salon.objects.get(title="Min salon").key
    for name, state in (("open", "open"), ("close", "closed"), ("open", "open"), ("call_off", "cancelled")):
        planner.post(reverse(f"salons:{name}", args=[key]))
        assert Salon.objects.get(key=key).state == state
    assert "Salonen er aflyst." in planner.get(reverse("salons:salon", args=[key])).content.decode()


def test_the_list_asks_the_same_of_the_database_for_one_and_three(
    secretary: Person, client: Client, assert_constant_queries: Callable[..., None]
) -> None:
    def make(count: int) -> None:
        for _one in range(count):
            salon_ahead(secretary)

    def visit() -> HttpResponse:
        return client.get(reverse("salons:index"))  # type: ignore[return-value]

    assert_constant_queries(make, visit)


def test_the_participants_ask_the_same_of_the_database_for_one_and_three(
    salon: Salon, secretary: Person, client_of: Browser, assert_constant_queries: Callable[..., None]
) -> None:
    planner, names = client_of(secretary), iter(("Anna", "Bo", "Carl"))

    def make(count: int) -> None:
        for _one in range(count):
            joined(salon, next(names), is_on_list=True)

    def visit() -> HttpResponse:
        return planner.get(reverse("salons:participants", args=[salon.key]))  # type: ignore[return-value]

    assert_constant_queries(make, visit)


def test_a_salon_is_found_without_who_comes(
    salon: Salon, client: Client, follow: Callable[[], int], secretary: Person
) -> None:
    joined(salon, "Annalise", is_on_list=True)
    follow()
    found = client.get(reverse("search:index"), {"q": "huller porteføljen"}).content.decode()
    nobody = client.get(reverse("search:index"), {"q": "Annalise"}).content.decode()
    address = reverse("salons:salon", args=[salon.key])
    assert (address in found, address in nobody) == (True, False)


def test_a_seat_taken_is_written_about_with_the_calendar_file(salon: Salon) -> None:
    anna, _bo, carl = (joined(salon, name) for name in ("Anna", "Bo", "Carl"))
    sign_off(anna, viewer=VISITOR, now=timezone.now())
    accept_offer(carl, viewer=VISITOR, now=timezone.now())
    mail = OutboxMail.objects.get(kind="salon_confirmed", to="carl@deltager.example")
    assert len(mail.attachments) == 1
