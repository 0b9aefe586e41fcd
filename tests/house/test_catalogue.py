"""The Danish catalogues are complete, and what is shown is what they say."""

import pytest
from babel.messages.catalog import Message
from django.utils import translation

from tools import catalogue


def test_the_catalogues_are_complete() -> None:
    assert catalogue.find_problems() == []


def test_a_text_with_and_without_a_plural_is_told() -> None:
    two = [(("One home", "Many homes"), None), (("One home",), None)]
    other = [(("One home",), "of mine"), (("A house",), None)]
    assert catalogue.in_two_forms([*two, *other]) == ["One home"]


@pytest.mark.parametrize("app", catalogue.apps())
def test_our_danish_is_what_is_shown(app: str) -> None:
    """A third party that translates the same words otherwise must not win."""
    with translation.override("da"):
        shown = {
            (source, context): translation.pgettext(context, source) if context else translation.gettext(source)
            for source, context in catalogue.read_catalogue(app)
        }
    forms = {key: catalogue.as_tuple(danish) for key, danish in catalogue.read_catalogue(app).items()}
    written = {key: danish[0] for key, danish in forms.items() if len(danish) == 1 and danish[0]}
    assert {key: (shown[key], danish) for key, danish in written.items() if shown[key] != danish} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("_('Save')", [("Save", None)]),
        ("f'{_(\"Save\")}!'", [("Save", None)]),
        ("ngettext('%(n)s home', '%(n)s homes', n)", [(("%(n)s home", "%(n)s homes"), None)]),
        ("pgettext('month', 'May')", [("May", "month")]),
        ("npgettext('a', 'one', 'many', 2)", [(("one", "many"), "a")]),
        ("_(name)", []),
        ("print('Save')", []),
    ],
)
def test_texts_are_found_in_python(source: str, found: list[object]) -> None:
    assert list(catalogue.texts_in_python(source)) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("{% translate 'Save' %}", [("Save", None)]),
        ("<p>\n   {% translate 'May' context 'month' %}", [("May", "month")]),
        ("{% blocktranslate trimmed %}\n  Hello\n  you\n{% endblocktranslate %}", [("Hello you", None)]),
        ("{% blocktranslate %}{{ n }} of 5 %{% endblocktranslate %}", [("%(n)s of 5 %%", None)]),
        (
            "{% blocktranslate trimmed count n=homes %}one home{% plural %}{{ n }} homes{% endblocktranslate %}",
            [(("one home", "%(n)s homes"), None)],
        ),
        ("{% url 'x' as y %}{{ _('Save') }}", [("Save", None)]),
        ("MAX 'Save' (and so on", []),
    ],
)
def test_texts_are_found_in_templates(source: str, found: list[object]) -> None:
    assert list(catalogue.texts_in_template(source, "page.html")) == found


@pytest.mark.parametrize(
    ("source", "danish", "count"),
    [
        ("%(n)s homes", "%(n)s boliger", 0),
        ("%(n)s homes", "%(m)s boliger", 1),
        ("%(n)s homes", "boliger", 1),
        ("homes", " boliger", 1),
        (("one home", "%(n)s homes"), ("én bolig", "%(n)s boliger"), 0),
        (("one home", "%(n)s homes"), ("én bolig", ""), 1),
        ("the “home”", "»boligen«", 0),
        ("the »home«", "»boligen«", 1),
        ("the “home”", "“boligen”", 1),
        (("one “home”", "%(n)s »homes«"), ("én »bolig«", "%(n)s „boliger”"), 2),
    ],
)
def test_a_translation_keeps_placeholders_and_each_language_its_quotation_marks(
    source: str | tuple[str, ...], danish: str | tuple[str, ...], count: int
) -> None:
    message = Message(source, danish)
    assert len(list(catalogue.problems_of(message))) == count
