"""Folded templates say what they said, in every language and to everybody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import Context, Engine, Template, engines
from django.template.base import Node, TextNode
from django.test import RequestFactory
from django.urls import get_resolver, get_script_prefix, set_script_prefix
from django.utils.translation import override

from maskinrum.shared.folding import SteadyNode, fold

FOLDED = """<h1>{% translate "Experiences" %}</h1> {% icon "search" %}
<a href="{% url "knowledge:index" %}">{{ name }}</a>
{% for one in many %}{% if one %}<b>{% translate "Search" %}</b> {{ one }}
{% else %}{% translate "Menu" %}{% endif %}{% endfor %}
{% block part %}{% translate "Switch" %}{% endblock %}
{% empty_state name %}{% translate "Menu" %}{% endempty_state %}"""
GIVEN = {"name": "<Ane>", "many": ["1", "", "2"]}


@pytest.fixture
def engine() -> Engine:
    """The engine of the site."""
    found: Engine = engines["django"].engine  # type: ignore[attr-defined]
    return found


def written(template: Template) -> str:
    return str(template.render(Context(GIVEN, autoescape=True)))


def nodes_of(template: Template) -> Iterator[Node]:
    yield from template.nodelist.get_nodes_by_type(Node)


def test_a_folded_template_writes_the_same_in_each_language(engine: Engine) -> None:
    plain, folded = (Template(FOLDED, engine=engine) for _twice in range(2))
    fold(folded.nodelist)
    texts = []
    for language in ("da", "en", "da", "en"):
        with override(language):
            texts.append(written(folded))
            assert texts[-1] == written(plain)
    assert (texts[0], texts[1]) == (texts[2], texts[3])
    assert "Erfaringer" in texts[0]
    assert "/en/" in texts[1]


def test_only_what_is_given_to_a_page_is_written_anew(engine: Engine) -> None:
    template = Template(FOLDED, engine=engine)
    fold(template.nodelist)
    assert [type(node) for node in template.nodelist][:3] == [SteadyNode, type(template.nodelist[1]), TextNode]
    steady = [node for node in nodes_of(template) if isinstance(node, SteadyNode)]
    with override("da"):
        first = written(template)
        assert all(node.written for node in steady)
        for node in steady:
            node.nodes = []
        assert written(template) == first


@pytest.mark.parametrize(
    "source",
    [
        '{% translate "Search" as word %}{{ word }}',
        '{% translate "Search"|upper %}',
        "{% translate name %}",
        '{% url "knowledge:index" as here %}{{ here }}',
        '{% url "knowledge:experience" name %}',
        "{% url name %}",
        "{% icon name %}",
        '{% icon "search" as drawn %}{{ drawn }}',
        "{% csrf_token %}",
        "only text",
    ],
)
def test_what_hangs_on_the_page_is_not_folded(source: str, engine: Engine) -> None:
    template = Template(f"<p>{source}</p>", engine=engine)
    fold(template.nodelist)
    assert [node for node in nodes_of(template) if isinstance(node, SteadyNode)] == []


def test_addresses_follow_where_the_site_stands(engine: Engine) -> None:
    template, before = Template('<a href="{% url "knowledge:index" %}">', engine=engine), get_script_prefix()
    fold(template.nodelist)
    try:
        texts = []
        for prefix in ("/", "/under/", "/"):
            set_script_prefix(prefix)
            texts.append(written(template))
    finally:
        set_script_prefix(before)
    assert texts[0] == texts[2] == texts[1].replace("/under/", "/")


def test_no_name_of_an_address_means_another_on_another_page() -> None:
    """``current_app`` chooses where two parts of a site have one name; a folded address does not look at it."""
    names = get_resolver().app_dict
    assert names
    assert {name: places for name, places in names.items() if len(places) > 1} == {}


def test_templates_are_folded_before_they_are_kept(engine: Engine, rf: RequestFactory) -> None:
    template = engine.get_template("maskinrum/footer.html")
    assert any(isinstance(node, SteadyNode) for node in nodes_of(template))
    assert engine.get_template("maskinrum/footer.html") is template
    origin = Path(str(template.origin.name))
    plain = Template(origin.read_text(encoding="utf-8"), engine=engine)
    for language in ("da", "en"):
        with override(language):
            given = {"request": rf.get("/"), "other": {"address": "/x/"}}
            assert template.render(Context(given)) == plain.render(Context(given))
