"""The components: what each writes, told by small examples."""

from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation


def render(source: str, **context: Any) -> str:
    return Template(source).render(Context(context)).strip()


class Project(forms.Form):
    name = forms.CharField(label="Name", help_text="As you call it.")
    months = forms.IntegerField(label="Duration", required=False)
    who = forms.ChoiceField(label="Who", choices=[("a", "Anna"), ("b", "Bo")], widget=forms.RadioSelect)


@pytest.fixture
def wrong() -> Project:
    return Project({"name": "", "months": "nine", "who": "b"})


def test_an_icon_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in render('{% icon "lock" %}')


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        render('{% icon "rocket" %}')


@pytest.mark.parametrize(
    ("label", "words", "style"),
    [
        ("F", "Fakta", "badge-fact"),
        ("S", "Udsagn fra en part", "badge-claim"),
        ("I", "Vores slutning", "badge-inference"),
    ],
)
def test_a_source_is_told_in_words(label: str, words: str, style: str) -> None:
    assert render("{% badge_source label %}", label=label) == f'<span class="badge {style}">{words}</span>'


@pytest.mark.parametrize(("strength", "solid"), [("A", 4), ("A-", 4), ("B+", 3), ("C", 2), ("D", 0)])
def test_strength_is_drawn_as_solid_bars(strength: str, solid: int) -> None:
    assert render("{% badge_strength strength %}", strength=strength).count("strength-solid") == solid


def test_judgement_is_one_dashed_bar_among_four() -> None:
    drawn = render('{% badge_strength "D" %}')
    assert (drawn.count("strength-dashed"), drawn.count("<path")) == (1, 4)


def test_strength_keeps_its_minus_as_a_real_one() -> None:
    assert render('{% badge_strength "B-" %}').endswith("</svg>B− · god undersøgelse</span>")


def test_visibility_is_told_by_icon_and_word_together() -> None:
    drawn = render('{% badge_visibility "own_partnership" %}')
    assert drawn.count("<svg") == 1
    assert drawn.endswith("Eget partnerskab</span>")


def test_what_is_not_known_is_written_in_words() -> None:
    assert render("{% unknown %}") == '<span class="unknown">ikke kendt</span>'


@pytest.mark.parametrize(("language", "text"), [("da", "Hus"), ("en", "House")])
def test_a_pair_of_texts_follows_the_language_of_the_page(language: str, text: str) -> None:
    with translation.override(language):
        assert render("{{ pair|localised }}", pair={"da": "Hus", "en": "House"}) == text


def test_danish_on_an_english_page_is_marked_as_danish() -> None:
    with translation.override("en"):
        assert render("{% localised pair %}", pair={"da": "Hul"}) == '<span lang="da">Hul</span>'


def test_a_text_from_a_pair_is_escaped() -> None:
    assert render("{% localised pair %}", pair={"da": "<b>"}) == "&lt;b&gt;"


def test_a_field_stands_in_the_order_label_hint_error_control(wrong: Project) -> None:
    drawn = render("{% field form.name %}", form=wrong)
    places = [drawn.index(part) for part in ("<label", "field-hint", "field-error", "<input")]
    assert places == sorted(places)


def test_a_wrong_field_is_described_by_hint_and_error(wrong: Project) -> None:
    drawn = render("{% field form.name %}", form=wrong)
    assert 'aria-describedby="id_name_hint id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_a_unit_belongs_to_the_description_of_its_field() -> None:
    drawn = render('{% field form.months unit="måneder" %}', form=Project())
    assert 'aria-describedby="id_months_unit"' in drawn
    assert 'id="id_months_unit">måneder<' in drawn


def test_only_what_may_be_left_out_says_so() -> None:
    drawn = [render(f"{{% field form.{name} %}}", form=Project()) for name in ("name", "months")]
    assert ["(valgfrit)" in field for field in drawn] == [False, True]


def test_choices_become_a_group_with_a_legend(wrong: Project) -> None:
    drawn = render("{% field form.who %}", form=wrong)
    assert (drawn.count("<legend"), drawn.count('type="radio"'), drawn.count("checked")) == (1, 2, 1)
    assert drawn.index("Bo") > drawn.index("checked")


def test_a_choice_carries_its_hint() -> None:
    form = Project()
    form.fields["who"].choice_hints = {"b": "The tall one"}  # type: ignore[attr-defined]
    assert '<bdi>Bo</bdi><span class="choice-hint">The tall one</span>' in render(
        "{% field form.who rows=True %}", form=form
    )


def test_the_summary_links_every_error_to_its_field(wrong: Project) -> None:
    drawn = render("{% error_summary form %}", form=wrong)
    assert '<a href="#id_name">Name: Udfyld feltet.</a>' in drawn
    assert '<a href="#id_months">Duration: Skriv et helt tal.</a>' in drawn


def test_the_summary_names_the_field_where_the_words_are_those_of_any_field() -> None:
    class One(forms.Form):
        title = forms.CharField(label="Titel")
        why = forms.CharField(label="Hvorfor?", error_messages={"required": "Skriv hvorfor."})

    drawn = render("{% error_summary form %}", form=One({}))
    assert '<a href="#id_title">Titel: Udfyld feltet.</a>' in drawn
    assert '<a href="#id_why">Skriv hvorfor.</a>' in drawn


def test_the_summary_names_the_fields_that_have_the_same_wrong() -> None:
    class Two(forms.Form):
        title = forms.CharField(label="Titel", error_messages={"required": "Skriv noget."})
        why = forms.CharField(label="Hvorfor komme?", error_messages={"required": "Skriv noget."})

    drawn = render("{% error_summary form %}", form=Two({}))
    assert '<a href="#id_title">Titel: Skriv noget.</a>' in drawn
    assert '<a href="#id_why">Hvorfor komme? Skriv noget.</a>' in drawn


def test_the_summary_of_a_formset_reaches_into_its_rows() -> None:
    rows = forms.formset_factory(Project)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-name": "a", "form-0-who": "a", "form-1-who": "b"}
    )
    assert 'href="#id_form-1-name"' in render("{% error_summary rows %}", rows=rows)


def test_the_summary_links_to_the_first_of_several_choices() -> None:
    assert 'href="#id_who_0"' in render("{% error_summary form %}", form=Project({"name": "a", "who": "c"}))


def test_nothing_wrong_means_no_summary() -> None:
    assert render("{% error_summary form %}", form=Project({"name": "a", "who": "a"})) == ""


def test_breadcrumbs_end_with_the_page_itself() -> None:
    drawn = render('{% breadcrumbs "Afgør" "/afgoer/" "Resultat" %}')
    assert '<a href="/afgoer/">Afgør</a>' in drawn
    assert '<li aria-current="page">Resultat</li>' in drawn


def test_the_four_verdicts_stand_in_one_order_and_one_is_reached() -> None:
    drawn = render('{% verdict_scale "not_yet" %}')
    places = [drawn.index(f">{words}<") for words in ("Ja", "Kun hvis", "Ikke endnu", "Nej")]
    assert places == sorted(places)
    assert '<li class="reached" aria-current="true">Ikke endnu</li>' in drawn


def test_a_verdict_that_may_still_move_is_dashed_and_says_so() -> None:
    drawn = render('{% verdict_scale "no" is_settled=False %}')
    assert drawn.count('class="reached unsettled" aria-current="true">Nej<') == 1
    assert "(foreløbigt)" in drawn


@pytest.mark.parametrize(("value", "is_late"), [(11, False), (13, True)])
def test_a_scale_passed_its_end_is_drawn_late(value: int, is_late: bool) -> None:
    assert ("scale-late" in render('{% scale "Review" value 12 %}', value=value)) is is_late


def test_the_needle_stands_at_its_share_of_the_scale() -> None:
    assert 'd="M74.0 4h12l-6 12z"' in render('{% scale "Review" 3 12 %}')


def test_a_table_scrolls_in_an_area_that_the_keyboard_reaches_and_a_name_tells() -> None:
    drawn = render('{% data_table name="Tal" %}<table></table>{% enddata_table %}')
    assert 'role="region" aria-label="Tal" tabindex="0"' in drawn


def test_a_chart_shows_finding_both_drawings_and_its_figures() -> None:
    drawn = render('{% chart title="Dyrere" wide="W" narrow="N" level=3 %}<table></table>{% endchart %}')
    assert '<h3 class="chart-title">Dyrere</h3>' in drawn
    assert "WN" in drawn
    assert "<summary>Se tallene</summary><table></table>" in drawn


def test_a_chart_without_figures_has_nothing_to_open() -> None:
    assert "<details" not in render('{% chart title="Dyrere" wide="W" narrow="N" %}{% endchart %}')


def test_each_job_has_the_address_of_its_own_pages() -> None:
    assert [job.address for job in render_jobs()] == ["/afgoer/", "/kom-i-gang/", "/driv/", "/erfaringer/"]


def render_jobs() -> list[Any]:
    context = Context()
    Template("{% jobs as all %}").render(context)
    return list(context["all"])


@pytest.mark.parametrize(
    ("here", "there"),
    [("/ordliste/?q=a", "/en/ordliste/?q=a"), ("/en/menu/", "/menu/"), ("/findes-ikke/", "/en/")],
)
def test_the_other_language_is_the_same_page_or_the_front_page(here: str, there: str, rf: RequestFactory) -> None:
    with translation.override("en" if here.startswith("/en/") else "da"):
        drawn = render("{% other_language as other %}{{ other.address }}", request=rf.get(here))
    assert drawn == there


@pytest.mark.parametrize(("cookie", "scheme"), [("dark", "dark"), ("", ""), ("blue", "")])
def test_only_a_known_colour_scheme_is_believed(cookie: str, scheme: str, rf: RequestFactory) -> None:
    rf.cookies["colour_scheme"] = cookie
    assert render("{% colour_scheme %}", request=rf.get("/")) == scheme


def test_an_address_that_does_not_exist_yet_is_empty() -> None:
    assert render('{% address_of "evaluation:nowhere" %}') == ""
