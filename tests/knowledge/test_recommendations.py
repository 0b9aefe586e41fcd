"""Recommendations and themes: what stands for and against, how well, and who may write."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.actions import load_experiences, load_recommendations, write_recommendation
from maskinrum.knowledge.actions.shipped import Loaded
from maskinrum.knowledge.enums import Strength
from maskinrum.knowledge.facts.phases import phases
from maskinrum.knowledge.facts.recommendations import RecommendationFacts, recommendation_from_json
from maskinrum.knowledge.facts.strength import strength_of
from maskinrum.knowledge.models import Experience, Recommendation, ToolOrigin
from maskinrum.knowledge.queries.recommendations import recommendation_facts, weighed
from maskinrum.knowledge.views import themes
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.actions import load_register
from maskinrum.search.indexing import Question, ask
from maskinrum.shared.domain import load
from maskinrum.shared.errors import DomainError
from tests.bringing import bring
from tests.conftest import NOW
from tests.knowledge.telling import published_one
from tests.knowledge.tooling import shipped_tool

ClientOf = Callable[[Person | None], Client]
MEASURED, DOCUMENTED, HEARD, CLAIMED = ("measured", "F"), ("documented", "F"), ("experienced", "F"), ("documented", "S")
PROBE = RecommendationFacts(
    statement="Byg en prøvebolig først.",
    reasons="Fejl er billigst i én bolig.",
    caveat="Kun når boligerne er ens.",
    phase="F5",
    themes=("F6",),
    owner_role="client",
)


def written(person: Person, row: Recommendation | None = None, **given: Any) -> Recommendation:
    seen = row.revision if row else 0
    facts = replace(PROBE, **given)
    return write_recommendation(row, facts=facts, expected_revision=seen, viewer=viewer_of(person), now=NOW)


def page(browser: Client, name: str, *args: str) -> str:
    answer = browser.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("support", "counter", "strength"),
    [
        ([], [], Strength.NONE),
        ([HEARD], [], Strength.FEW),
        ([DOCUMENTED, CLAIMED], [], Strength.SOME),
        ([MEASURED, MEASURED], [], Strength.SOME),
        ([DOCUMENTED] * 3, [CLAIMED], Strength.WELL),
        ([DOCUMENTED] * 3, [DOCUMENTED] * 2, Strength.DISPUTED),
        ([], [HEARD], Strength.DISPUTED),
    ],
)
def test_how_well_one_stands_follows_from_what_it_rests_on(support: Any, counter: Any, strength: Strength) -> None:
    assert strength_of(support, counter) == strength


def test_a_version_is_read_as_it_was_kept() -> None:
    facts = replace(PROBE, support=("e01",))
    assert recommendation_from_json(facts.to_json()) == facts


@pytest.fixture
def loaded(db: None) -> Loaded:
    """The register, the experiences and the recommendations that ship."""
    return bring(load_recommendations, after=(load_register, load_experiences))


def test_the_twelve_that_ship_come_once(loaded: Loaded) -> None:
    assert (loaded, load_recommendations(NOW)) == (Loaded(12, 0, 0), Loaded(0, 0, 0))
    row, data = Recommendation.objects.get(key="r01"), load("demo_experiences")["recommendations"][0]
    facts = recommendation_facts(row)
    assert (facts.statement, facts.support) == (data["da"], tuple(key.lower() for key in data["support"]))
    assert facts.counter == ("e10",)


def test_newer_data_renew_what_nobody_changed_and_leave_the_rest(loaded: Loaded, secretary: Person) -> None:
    Recommendation.objects.filter(key="r01").update(caveat="Gammelt.")
    mine = Recommendation.objects.get(key="r02")
    written(secretary, mine, statement="Sekretariatets ord.")
    assert load_recommendations(NOW) == Loaded(0, 1, 1)
    assert Recommendation.objects.get(key="r02").statement == "Sekretariatets ord."


def test_the_page_shows_both_sides_and_the_review_date(loaded: Loaded, client_of: ClientOf) -> None:
    shown = page(client_of(None), "recommendations:recommendation", "r01")
    wanted = ("Uden en stabil portefølje", "En lille portefølje kan", "Gennemgås senest", "Bygger på flere")
    assert [one for one in wanted if one not in shown] == []


def test_what_a_reader_may_not_read_does_not_count(member: Person, secretary: Person, outsider: Person) -> None:
    inside = published_one(member, visibility="organisation", evidence="measured")
    row = written(secretary, support=(inside.key,))
    strengths = [weighed(viewer_of(one), [row], now=NOW)[0].strength for one in (member, outsider)]
    assert strengths == [Strength.FEW, Strength.NONE]
    assert weighed(VISITOR, [row], now=NOW)[0].support == []


def test_only_the_secretariat_writes(manager: Person, secretary: Person, client_of: ClientOf) -> None:
    with pytest.raises(DomainError, match="Sekretariatet passer"):
        written(manager)
    assert client_of(manager).get(reverse("recommendations:new")).status_code == 404
    browser = client_of(secretary)
    sent = {"statement": "Byg først.", "phase": "F5", "theme_1": "F6", "review_months": "24", "visibility": "open"}
    assert browser.post(reverse("recommendations:new"), sent).status_code == 302
    row = Recommendation.objects.get()
    assert (row.review_on.year, row.theme_codes) == (NOW.year + 2, "F6")


def test_bad_input_keeps_what_was_typed(secretary: Person, client_of: ClientOf) -> None:
    answer = client_of(secretary).post(reverse("recommendations:new"), {"reasons": "Fordi det virker."})
    shown = answer.content.decode()
    assert "Fordi det virker." in shown
    assert Recommendation.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"themes": ()}, "et til tre temaer"),
        ({"themes": ("X9",)}, "et til tre temaer"),
        ({"support": ("e01",), "counter": ("e01",)}, "både for og imod"),
    ],
)
def test_what_cannot_be_is_refused(given: Any, words: str, secretary: Person) -> None:
    with pytest.raises(DomainError, match=words):
        written(secretary, **given)


def test_two_at_once_lose_nothing(secretary: Person) -> None:
    row = written(secretary)
    old = Recommendation.objects.get(pk=row.pk)
    written(secretary, row, caveat="Et.")
    with pytest.raises(DomainError, match="En anden har gemt"):
        written(secretary, old, caveat="To.")
    assert Recommendation.objects.get().caveat == "Et."


def test_the_history_tells_what_went_and_what_came(secretary: Person, client_of: ClientOf) -> None:
    row = written(secretary)
    written(secretary, row, caveat="Kun når ti er ens.", phase="F4", owner_role="operations")
    shown = page(client_of(None), "recommendations:versions", row.key)
    assert [one in shown for one in ("<ins>ti", "Etablering og opstart", "drift", "bygherre")] == [True] * 4


def test_experiences_that_the_writer_may_not_read_stay(member: Person, secretary: Person, client_of: ClientOf) -> None:
    inside = published_one(member, visibility="organisation")
    seen, other = published_one(member, title="Den ene"), published_one(member, title="Den anden")
    row = written(secretary, support=(inside.key, seen.key))
    browser = client_of(secretary)
    shown = page(browser, "recommendations:edit", row.key)
    assert inside.key not in shown
    sent = {
        "statement": "Byg først.", "phase": "F5", "theme_1": "F6", "review_months": "12", "visibility": "open",
        "support": [seen.key], "counter": [other.key], "revision": str(row.revision),
    }  # fmt: skip
    assert browser.post(reverse("recommendations:edit", args=[row.key]), sent).status_code == 302
    facts = recommendation_facts(row)
    assert (set(facts.support), facts.counter) == ({inside.key, seen.key}, (other.key,))


def test_one_is_found_by_its_words(secretary: Person, follow: Callable[[], int]) -> None:
    row = written(secretary, statement="Byg stenbiderlog først.", visibility="network")
    follow()
    found = [
        [one.shown.address for one in ask(viewer, Question("stenbiderlog"), language="da", now=NOW).found]
        for viewer in (viewer_of(secretary), VISITOR)
    ]
    assert found == [[f"/anbefalinger/{row.key}/"], []]


def test_a_theme_gathers_both_sides(member: Person, secretary: Person, client_of: ClientOf) -> None:
    good = published_one(member, title="Det gik fint", visibility="open", effect="positive")
    published_one(member, title="Det gik galt", visibility="open", effect="negative")
    published_one(member, title="Kun hos os", visibility="organisation")
    written(secretary, support=(good.key,))
    shipped_tool(themes=("F6",))
    shown = page(client_of(None), "themes:theme", "f6")
    wanted = ("Det gik fint", "Det gik galt", "Byg en prøvebolig først.", "Mødeark", "2 erfaringer", "De er ikke enige")
    assert [one for one in wanted if one not in shown] == []
    assert "Kun hos os" not in shown


def test_a_theme_shows_the_best_founded_of_each_side_and_leads_to_all(
    member: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(themes, "A_SIDE", 1)
    for title in ("Ane", "Bo"):
        published_one(member, title=title, visibility="open", effect="positive")
    published_one(member, title="Cilla", visibility="open", effect="negative")
    shown = page(client_of(None), "themes:theme", "f6")
    wanted = (">Ane<", ">Cilla<", "3 erfaringer", "Alle 2, de bedst underbyggede først")
    assert [one for one in wanted if one not in shown] == []
    assert ">Bo<" not in shown
    (address,) = re.findall(r"/erfaringer/\?theme=F6&amp;effect=\w+", shown)
    told = client_of(None).get(html.unescape(address)).content.decode()
    assert [f">{name}<" in told for name in ("Ane", "Bo", "Cilla")] == [True, True, False]


def test_a_theme_counts_the_partnerships_behind_it(loaded: Loaded, client_of: ClientOf) -> None:
    rows = Experience.objects.filter(theme_codes__contains="A2").exclude(partnership=None)
    behind = rows.values("partnership").distinct().count()
    assert f"fra {behind} partnerskaber i registret" in page(client_of(None), "themes:theme", "a2")


def test_a_theme_explains_the_phases_of_what_the_reader_may_read(member: Person, client_of: ClientOf) -> None:
    published_one(member, visibility="open", phase="F5")
    published_one(member, visibility="organisation", phase="F2")
    assert [phase.code for phase in client_of(None).get("/temaer/f6/").context["phases"]] == ["F5"]
    assert [phase.code for phase in client_of(member).get("/temaer/f6/").context["phases"]] == ["F2", "F5"]
    question = phases()["F5"].question["da"]
    assert question in page(client_of(None), "themes:theme", "f6")


@pytest.mark.parametrize(("code", "status"), [("a2", 200), ("A2", 302), ("z9", 404)])
def test_a_theme_has_one_address(code: str, status: int, client_of: ClientOf, db: None) -> None:
    assert client_of(None).get(f"/temaer/{code}/").status_code == status


def test_all_48_themes_are_listed(client_of: ClientOf, db: None) -> None:
    assert page(client_of(None), "themes:index").count('href="/temaer/') >= 48


@pytest.mark.parametrize(
    ("name", "args"), [("recommendations:index", []), ("themes:index", []), ("themes:theme", ["f6"])]
)
def test_lists_ask_as_much_of_many_as_of_few(
    name: str,
    args: list[str],
    member: Person,
    secretary: Person,
    client_of: ClientOf,
    assert_constant_queries: Callable[..., None],
) -> None:
    browser = client_of(None)

    def more(count: int) -> None:
        for _one in range(count):
            told = published_one(member, visibility="open")
            written(secretary, support=(told.key,))

    assert_constant_queries(more, lambda: browser.get(reverse(name, args=args)))


def test_an_experience_names_what_rests_on_it_as_far_as_the_reader_may_see_that(
    client_of: ClientOf, member: Person, outsider: Person, secretary: Person
) -> None:
    row = published_one(member)
    written(secretary, support=(row.key,))
    closed = written(secretary, statement="Kun for os.", support=(row.key,))
    Recommendation.objects.filter(pk=closed.pk).update(visibility="organisation")
    tool = shipped_tool()
    ToolOrigin.objects.create(tool=tool, experience=row)
    told = page(client_of(outsider), "knowledge:experience", row.key)
    assert ("Hører sammen med" in told, "Byg en prøvebolig først." in told, "Mødeark" in told) == (True, True, True)
    assert "Kun for os." not in told


def test_an_english_page_marks_what_it_names_in_danish_and_nothing_else(
    client_of: ClientOf, member: Person, secretary: Person
) -> None:
    row = published_one(member)
    written(secretary, support=(row.key,))
    other = written(secretary, statement="Mål det.", statement_en="Measure it.", support=(row.key,))
    pages = (reverse("knowledge:experience", args=[row.key]), reverse("recommendations:versions", args=[other.key]))
    told, before = (client_of(member).get(f"/en{page}").content.decode() for page in pages)
    marked = re.findall(r'<a href="/en/anbefalinger/[^"]*" translate="no"( lang="da")?>([^<]*)</a>', told)
    assert sorted(marked) == [("", "Measure it."), (' lang="da"', "Byg en prøvebolig først.")]
    assert "Measure it." in before


def test_an_experience_on_which_nothing_rests_does_not_speak_of_it(client_of: ClientOf, member: Person) -> None:
    told = page(client_of(member), "knowledge:experience", published_one(member).key)
    assert "Hører sammen med" not in told


def test_each_that_ships_says_why_by_experiences_of_its_own(db: None) -> None:
    reasons = load("reasons")["reasons"]
    for one in load("demo_experiences")["recommendations"]:
        named = {card for reason in reasons[one["id"]] for card in reason["cards"]}
        assert named <= {*one["support"], *one["counter"]}, one["id"]
        assert all(reason["da"] and reason["en"] and reason["cards"] for reason in reasons[one["id"]]), one["id"]
    assert len(reasons) == 12


def test_the_reasons_that_ship_are_the_editors_in_both_languages(client_of: ClientOf, db: None) -> None:
    bring(load_recommendations, after=(load_experiences,))
    address = reverse("recommendations:recommendation", args=["r01"])
    reader = client_of(None)
    danish = reader.get(address).content.decode()
    english = reader.get(f"/en{address}").content.decode()
    assert "Redaktionens begrundelse" in danish
    assert "(»Uden en stabil portefølje udebliver gentagelsens gevinst«)" in danish
    assert "The editors&#x27; reasons" in english
    assert 'class="measure told" lang=' not in english


def test_reasons_that_somebody_changed_are_not_written_over(secretary: Person) -> None:
    bring(load_recommendations, after=(load_experiences,))
    row = Recommendation.objects.get(key="r02")
    facts = replace(recommendation_facts(row), reasons="Vores egen grund.")
    write_recommendation(row, facts=facts, expected_revision=row.revision, viewer=viewer_of(secretary), now=NOW)
    assert load_recommendations(NOW) == Loaded(0, 0, 1)
    assert Recommendation.objects.get(key="r02").reasons == "Vores egen grund."
