"""A joint estimate is added with its source by whoever may change an entry, and offered where that entry is seen."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.actions import add_joint_estimate, change_joint_estimate, load_register
from maskinrum.partnerships.enums import VolumeKind
from maskinrum.partnerships.facts import Words
from maskinrum.partnerships.models import JointEstimate, Partnership, PartnershipChange
from maskinrum.partnerships.queries import partnership_facts
from maskinrum.partnerships.queries.entries import joint_estimate_choices
from maskinrum.partnerships.queries.joint_estimates import Announced, announced_by, estimate_version
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.partnerships.entries import CHANGE, added, entry_facts

ADD = "/register/nordaftalen/samlet-skoen/"
TYPED = {
    "slug": "Nord og Syd 2025",
    "low": "8.500",
    "high": "",
    "kind": "estimate",
    "place": "instead",
    "note_da": "Meldt ud samlet.",
    "note_en": "",
    "source_url": CHANGE.url,
    "source_label": CHANGE.label.value,
}
Sign = Callable[[Person | None], Client]


@pytest.fixture
def row(organisation: Organisation) -> Partnership:
    """An entry whose client is *Boligselskabet Nord*, without a volume of its own."""
    return added(entry_facts(volume_low=None, volume_high=None, volume_kind=None))


@pytest.fixture
def browser(manager: Person, client_of: Sign) -> Client:
    """Signed in as a manager of the client."""
    return client_of(manager)


def add(browser: Client, **typed: str) -> Any:
    return browser.post(ADD, {**TYPED, **typed})


def test_it_is_added_with_its_source_and_the_entry_is_part_of_it(browser: Client, row: Partnership) -> None:
    assert ADD in browser.get("/register/nordaftalen/").content.decode()
    assert add(browser).headers["Location"] == "/register/nordaftalen/"
    made = JointEstimate.objects.get()
    assert (made.slug, made.low, made.high) == ("nord-og-syd-2025", Decimal(8500), Decimal(8500))
    assert (made.kind, made.source_url, made.label) == ("estimate", CHANGE.url, CHANGE.label)
    assert partnership_facts(Partnership.objects.get()).joint_estimate == made.slug
    change = PartnershipChange.objects.get(revision=2)
    assert (change.changes, change.source_url) == ({"joint_estimate": ["", made.slug]}, CHANGE.url)
    assert list(AuditEvent.objects.order_by("-id").values_list("verb", flat=True)[:2]) == [
        "change_partnership",
        "add_joint_estimate",
    ]
    assert "8,5 mia. kr." in browser.get("/register/nordaftalen/").content.decode().replace("\u202f", " ").replace(
        "\xa0", " "
    )


def test_beside_a_volume_of_its_own_it_is_what_the_entry_is_also_part_of(
    browser: Client, organisation: Organisation
) -> None:
    added()
    refused = add(browser)
    assert "Partnerskabet har sin egen volumen." in refused.content.decode()
    assert 'value="Nord og Syd 2025"' in refused.content.decode()
    assert not JointEstimate.objects.exists()
    assert add(browser, place="besides").status_code == 302
    facts = partnership_facts(Partnership.objects.get())
    assert (facts.joint_estimate, facts.also_in, facts.volume_low) == ("", ("nord-og-syd-2025",), Decimal(400))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"slug": "🏗️"}, "Skriv noget med bogstaver eller tal."),
        ({"low": ""}, "Skriv også det laveste tal"),
        ({"low": "900", "high": "600"}, "Det højeste tal er mindre end det laveste."),
        ({"low": "mange"}, "Skriv et tal"),
        ({"kind": ""}, "Vælg en fra listen."),
        ({"place": ""}, "Vælg en fra listen."),
        ({"source_url": ""}, "Skriv, hvor det kan læses."),
        ({"source_url": "javascript:alert(1)"}, "Skriv hele sidens adresse"),
    ],
)
def test_what_does_not_hold_is_told_and_nothing_is_saved(
    typed: dict[str, str], words: str, browser: Client, row: Partnership
) -> None:
    assert words in add(browser, **typed).content.decode()
    assert not JointEstimate.objects.exists()


def test_two_are_not_called_the_same(browser: Client, row: Partnership) -> None:
    add(browser)
    assert "Et andet samlet skøn hedder sådan." in add(browser, low="12").content.decode()
    assert JointEstimate.objects.get().low == Decimal(8500)


@pytest.mark.parametrize("person", ["member", "outsider", "newcomer"])
def test_others_find_no_form(person: str, row: Partnership, request: pytest.FixtureRequest, client_of: Sign) -> None:
    browser = client_of(request.getfixturevalue(person))
    assert (browser.get(ADD).status_code, add(browser).status_code) == (404, 404)
    announced = Announced("nord-og-syd", Decimal(1), Decimal(2), VolumeKind.ESTIMATE, Words())
    with pytest.raises(DomainError):
        add_joint_estimate(
            row,
            announced,
            is_besides=False,
            source=CHANGE,
            expected_revision=1,
            viewer=viewer_of(request.getfixturevalue(person)),
            now=NOW,
        )
    assert not JointEstimate.objects.exists()


def test_one_of_a_closed_entry_is_offered_to_nobody_else(
    browser: Client, row: Partnership, manager: Person, secretary: Person
) -> None:
    add(browser)
    assert [slug for slug, _words in joint_estimate_choices(VISITOR, now=NOW)] == ["nord-og-syd-2025"]
    Partnership.objects.update(visibility=Visibility.ORGANISATION)
    offered = {who: len(joint_estimate_choices(viewer_of(who), now=NOW)) for who in (manager, secretary)}
    assert offered == {manager: 1, secretary: 0}


CHANGE_IT = f"{ADD}nord-og-syd-2025/"


@pytest.fixture
def shared(browser: Client, row: Partnership) -> JointEstimate:
    """A joint estimate of the entry and of another of the same client."""
    add(browser)
    made = JointEstimate.objects.get()
    other = added(entry_facts(name="Sydaftalen"), slug="sydaftalen")
    other.also_in.add(made)
    return made


def save(browser: Client, **typed: str) -> Any:
    """Open the form and send it as it stands, with some fields typed otherwise."""
    form = browser.get(CHANGE_IT).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields} | {"before": form.mark}
    source = {"source_url": CHANGE.url, "source_label": CHANGE.label.value}
    return browser.post(CHANGE_IT, shown | source | typed)


def test_it_is_changed_with_a_line_in_the_history_of_every_entry_that_shares_it(
    browser: Client, shared: JointEstimate
) -> None:
    assert CHANGE_IT in browser.get("/register/nordaftalen/").content.decode()
    url = "https://kilde.example/nyt"
    assert save(browser, high="9.000", source_url=url).headers["Location"] == "/register/nordaftalen/"
    shared.refresh_from_db()
    assert (shared.slug, shared.low, shared.high, shared.source_url) == (
        "nord-og-syd-2025",
        Decimal(8500),
        Decimal(9000),
        url,
    )
    for slug, revision in (("nordaftalen", 3), ("sydaftalen", 2)):
        entry = Partnership.objects.get(slug=slug)
        line = entry.history.get(revision=revision)
        told = [Decimal(one) for one in line.changes["estimate_high"]]
        assert (entry.revision, line.source_url, told) == (revision, url, [Decimal(8500), Decimal(9000)])
        assert "Samlet skøn, højest" in browser.get(f"/register/{slug}/historik/").content.decode()
    assert AuditEvent.objects.latest("at", "id").verb == "change_joint_estimate"


def test_what_is_typed_stays_when_somebody_was_faster_and_goes_when_it_is_sent_again(
    browser: Client, shared: JointEstimate
) -> None:
    form = browser.get(CHANGE_IT).context["form"]
    JointEstimate.objects.update(high=Decimal(8600))
    source = {"source_url": CHANGE.url, "source_label": CHANGE.label.value}
    typed = {"low": "8.500", "high": "9.999", "kind": "estimate", "note_da": "", "note_en": ""} | source
    late = browser.post(CHANGE_IT, typed | {"before": form.mark})
    assert ("9.999" in late.content.decode(), JointEstimate.objects.get().high) == (True, Decimal(8600))
    browser.post(CHANGE_IT, typed | {"before": late.context["form"].mark})
    assert JointEstimate.objects.get().high == Decimal(9999)


def test_a_source_that_somebody_mended_meanwhile_is_not_overwritten_unseen(
    browser: Client, shared: JointEstimate
) -> None:
    form = browser.get(CHANGE_IT).context["form"]
    JointEstimate.objects.update(source_url="https://kilde.example/bedre")
    source = {"source_url": CHANGE.url, "source_label": CHANGE.label.value}
    typed = {"low": "8.500", "high": "9.999", "kind": "estimate", "note_da": "", "note_en": ""} | source
    late = browser.post(CHANGE_IT, typed | {"before": form.mark})
    assert "https://kilde.example/bedre" in late.content.decode()
    stored = JointEstimate.objects.get()
    assert (stored.high, stored.source_url) == (Decimal(8500), "https://kilde.example/bedre")


def test_of_several_clients_only_the_secretariat_changes_it(
    browser: Client, secretary: Person, shared: JointEstimate, other_organisation: Organisation, client_of: Sign
) -> None:
    Partnership.objects.filter(slug="sydaftalen").update(organisation=other_organisation)
    assert (
        browser.get(CHANGE_IT).status_code,
        CHANGE_IT in browser.get("/register/nordaftalen/").content.decode(),
    ) == (
        404,
        False,
    )
    assert client_of(secretary).get(CHANGE_IT).status_code == 200


def test_newer_shipped_data_renew_it_unless_somebody_has_changed_it(db: None, secretary: Person) -> None:
    load_register(NOW)
    shipped = {row.pk: row.high for row in JointEstimate.objects.all()}
    JointEstimate.objects.update(high=Decimal(99_999))
    load_register(NOW)
    assert {row.pk: row.high for row in JointEstimate.objects.all()} == shipped
    row = JointEstimate.objects.filter(partnerships__isnull=False).first()
    assert row is not None
    told = announced_by(row)
    changed_to = replace(told, high=Decimal(99_999))
    seen = estimate_version(row)
    change_joint_estimate(row, changed_to, source=CHANGE, expected_version=seen, viewer=viewer_of(secretary), now=NOW)
    assert load_register(NOW).left == 0, "the entries themselves still follow"
    row.refresh_from_db()
    assert row.high == Decimal(99_999)
