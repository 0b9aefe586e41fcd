"""What holds for every page, as everybody who can sign in sees it, in both languages."""

import re
from collections import Counter
from collections.abc import Iterator
from copy import copy
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import uuid4

import html5lib
import lxml.html
import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from lxml import etree

from maskinrum.config.demo import SIGN_INS
from maskinrum.config.demo.world import load_demo_world
from maskinrum.knowledge.actions import load_evidence, load_experiences, load_tools
from maskinrum.knowledge.reports.tools import files_to_bring, releases
from maskinrum.organisations.models import Person
from maskinrum.partnerships.actions import load_register
from tests.conftest import SAVEPOINTS
from tests.house.artificial import Data, artificial_language, known_data, plain_words, strange
from tests.house.crawl import HOST, Page, crawl, view_of

pytestmark = pytest.mark.no_cover  # the access walk and the tests of each page measure what makes them

OWNER = SIGN_INS[0].email  # sees most: the two decision files of the demonstration are of the own organisation
OTHERS = [pytest.param(sign_in.email, marks=pytest.mark.thorough) for sign_in in SIGN_INS[1:]]
SITE = ("partnerships", "knowledge", "network", "meetings", "steering", "evaluation", "planning", "decisions")
EACH = 2  # copies of every row
KINDS_COPIED = 40
Met = dict[tuple[str, str], list[str]]
USED_IN_DEMO = {"meeting-agenda", "start-up-checklist"}
MADE_UP = etree.XPath(
    "//@*[contains(name(), '-') and not(starts-with(name(), 'data-') or starts-with(name(), 'aria-') or ancestor::svg)]"
)
TEMPLATE = re.compile(r"<template[^>]*>(.*?)</template>", re.DOTALL)

# What a parser finds wrong follows from the tags, the names of attributes and where any text stands; not from what most
# values and texts say, as long as there is nothing in them but letters, usual signs and the entities we write.
LETTER = r"[^<>&\"\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe-\U0010ffff]"
USUAL = rf"{LETTER}|&(?:amp|lt|gt|quot|nbsp|shy|\#x27|\#39);"
TELLING = "type|charset|http-equiv|encoding|color|face|size"
VALUE = re.compile(rf' (?!(?:{TELLING})=)([a-z][a-z0-9:-]*)="(?:{USUAL}|[>\n\t])*"')
TEXT = re.compile(rf'>((?:{USUAL}|[\n"])+)(?=<)')
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def known(until_the_module_ends: None) -> Data:
    """Load the demo world, and return what in it is data and not words of ours."""
    load_register(NOW)
    load_experiences(NOW)
    load_evidence(NOW)
    load_tools([one for one in releases() if one.key in USED_IN_DEMO], files_to_bring, NOW)
    load_demo_world(NOW)
    return known_data()


@pytest.fixture(scope="module")
def met() -> Met:
    """The addresses that a reader met, by where the walk began."""
    return {}


@pytest.fixture(params=["", OWNER, *OTHERS], ids=lambda email: email or "visitor")
def email(request: pytest.FixtureRequest) -> str:
    """Each person of the demo world in turn, and nobody."""
    given: str = request.param
    return given


def errors_inside(template: str) -> list[tuple[tuple[int, int], str, object]]:
    """What is wrong inside a <template>, which the parser does not know."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parseFragment(template, container="tbody" if template.lstrip().startswith("<tr") else "div")
    return [*parser.errors]


def errors_in(content: str) -> list[tuple[tuple[int, int], str, object]]:
    """What a parser finds wrong with a page."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(TEMPLATE.sub("", content))
    return [*parser.errors, *(error for part in TEMPLATE.findall(content) for error in errors_inside(part))]


def bare(content: str) -> str:
    """The markup of a page without what it says: pages with the same are right or wrong together."""
    if "<!--" in content:
        return content
    return TEXT.sub(lambda text: ">x" if text[1].strip() else "> ", VALUE.sub(r' \1=""', content))


@cache
def is_valid(markup: str) -> bool:
    """Whether a parser finds nothing wrong. Two pages in three have the markup of another page."""
    return not errors_in(markup)


def unknown_attributes(page: lxml.html.HtmlElement) -> set[str]:
    """The attributes somebody made up: of those with a hyphen HTML knows few beside ``data-`` and ``aria-``."""
    return {each.attrname for each in MADE_UP(page)} - {"accept-charset", "http-equiv"}


def problems_of(page: Page) -> list[str]:
    """What is wrong with the HTML of one page."""
    errors = [] if is_valid(bare(page.content)) else errors_in(page.content)
    outside = lxml.html.document_fromstring(TEMPLATE.sub("", page.content))
    ids = Counter(element.get("id") for element in outside.iter() if element.get("id"))
    problems = [f"{page.address}: line {place[0]}: {code} {words}" for place, code, words in errors]
    problems += [f"{page.address}: id {name} stands {count} times" for name, count in ids.items() if count > 1]
    problems += [f"{page.address}: HTML knows no {name}" for name in sorted(unknown_attributes(outside))]
    return problems + ([] if page.status == 200 else [f"{page.address}: status {page.status}"])


@pytest.mark.either_database
@pytest.mark.django_db
def test_every_page_is_there_valid_and_translated(email: str, known: Data, pytestconfig: pytest.Config) -> None:
    is_thorough = email == OWNER and not pytestconfig.getoption("quick")
    with artificial_language("da"):
        pages = list(crawl("/", email=email, each=2 if is_thorough else 1))
    assert [problem for page in pages for problem in problems_of(page)] == []
    words = {page.address: plain_words(page.content, known) for page in pages}
    assert {address: found for address, found in words.items() if found} == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("reader", "start"),
    [
        ("", "/"),
        pytest.param("", "/en/", marks=[pytest.mark.either_database, pytest.mark.thorough]),
        pytest.param(OWNER, "/", marks=pytest.mark.thorough),
        pytest.param(OWNER, "/en/", marks=pytest.mark.either_database),
    ],
)
def test_every_page_is_there_and_valid_in_a_real_language(reader: str, start: str, met: Met) -> None:
    pages = list(crawl(start, email=reader))
    met[reader, start] = [page.address for page in pages]
    assert [problem for page in pages for problem in problems_of(page)] == []
    assert {"front", "decisions:index"} <= {view_name(page) for page in pages}


def copies(model: type[models.Model]) -> Iterator[models.Model]:
    """Put copies of every row of a model beside it, with keys of their own; rows that may stand only once are left."""
    unique = [one for one in model._meta.concrete_fields if one.unique and not one.primary_key and not one.is_relation]
    for row in list(model._base_manager.all()):
        for number in range(EACH):
            made: Any = copy(row)
            made._state = copy(row._state)
            made.pk = uuid4() if isinstance(model._meta.pk, models.UUIDField) else None
            for one in unique:
                setattr(made, one.attname, f"k{number}{uuid4().hex}"[: one.max_length])
            try:
                with transaction.atomic():
                    made.save(force_insert=True)
            except IntegrityError:
                continue
            yield made


def asked_for(client: Client, address: str) -> Counter[str]:
    """What a page asks the database, by the text of the question, without what counts visits by the minute."""
    asked: Counter[str] = Counter()
    counted = str(settings.CACHES["default"]["LOCATION"])

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked[sql] += counted not in sql and not sql.startswith(SAVEPOINTS)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        client.get(address)
    return asked


@pytest.mark.django_db
@pytest.mark.thorough
@pytest.mark.either_database
@pytest.mark.usefixtures("known")
def test_three_times_the_rows_are_no_more_questions_to_the_database(met: Met) -> None:
    """On any page. What a page asks may differ from visit to visit, so a page that asks more is visited again."""
    addresses = met.get((OWNER, "/")) or [page.address for page in crawl("/", email=OWNER)]
    client = Client(SERVER_NAME=HOST)
    client.force_login(Person.objects.get(email=OWNER))
    before = {address: asked_for(client, address) for address in addresses}
    kinds = [model for app in SITE for model in apps.get_app_config(app).get_models()]
    copied = {model.__name__ for model in kinds if sum(1 for _ in copies(model))}
    after = {address: asked_for(client, address) for address in addresses}
    doubtful = [address for address in addresses if after[address].total() > before[address].total()]
    after |= {address: asked_for(client, address) for address in doubtful}
    more = {
        address: (before[address].total(), after[address].total(), (after[address] - before[address]).most_common(1))
        for address in doubtful
        if after[address].total() > before[address].total()
    }
    assert len(copied) >= KINDS_COPIED
    assert more == {}


def view_name(page: Page) -> str:
    """The name of the view that made a page."""
    return view_of(page.address).split()[0]


def test_the_artificial_language_leaves_placeholders_and_markup_alone() -> None:
    assert strange("Save %(count)s <b>files</b> &amp; {name} 5 %%") == "Šáṽé %(count)s <b>ƒíłéš</b> &amp; {name} 5 %%"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (f"<p>{strange('Save')} 12,5 %</p>", []),
        ("<p>Save <b>it</b></p>", ["Save", "it"]),
        ('<p translate="no">fsb <br><b>HJEM</b></p><p>and</p>', ["and"]),
        ("<p data-domain>Renovering</p>", []),
        ('<a title="More" href="/x">…</a>', ["More"]),
        ('<meta name="viewport" content="width=device-width">', []),
        ("<script>let words</script>", []),
    ],
)
def test_plain_words_are_found_where_people_read_them(content: str, found: list[str]) -> None:
    assert plain_words(content) == found


def test_a_duplicate_id_is_noticed() -> None:
    page = Page("/", 200, "<!doctype html><html lang=da><title>x</title><p id=a></p><p id=a></p></html>")
    assert problems_of(page) == ["/: id a stands 2 times"]


@pytest.mark.parametrize(
    "wrong",
    [
        "<p title=x>&usynlig;</p>",
        "<p title=x>&amp</p>",
        "<p title=x>\x01</p>",
        "<p title=x>\U0001ffff</p>",
        '<p title="&usynlig;">ord</p>',
        '<p title="\x00">ord</p>',
        '<p title="x" title="y">ord</p>',
        '<p title="x"class="y">ord</p>',
        '<p title="x>ord</p>',
        "<p title=x>a < b</p>",
        "<p title=x><!-- a -- b --></p>",
        "<p title=x></p></p>",
        '<table><tr><input type="text"></tr></table>',
    ],
)
def test_a_page_with_the_words_of_a_right_one_is_judged_by_its_own(wrong: str) -> None:
    right = '<p title="x">ord</p><table><tr><td>ord</table><table><tr><td><input type="hidden"></table>'
    start, end = "<!doctype html><html lang=da><title>x</title><body>", "</html>"
    assert problems_of(Page("/", 200, f"{start}{right}{end}")) == []
    assert problems_of(Page("/", 200, f"{start}{wrong}{end}")) != []


@pytest.mark.parametrize("words", ["søg 10 % – “sådan”", "a > b", "\n\t a &amp; b &#x27;c&#x27;", "🙂", ""])
def test_what_a_page_says_does_not_make_it_wrong(words: str) -> None:
    content = f'<!doctype html><html lang=da><title>x</title><p title="{words}">{words}</p></html>'
    assert (problems_of(Page("/", 200, content)), errors_in(content)) == ([], [])


def test_pages_that_say_something_else_have_the_same_markup() -> None:
    assert bare('<p class="a b" hidden>Søg &amp; find</p> ') == bare('<p class="" hidden>"x"</p> ')
    assert bare("<td> </td>") != bare("<td>x</td>")


def test_an_attribute_that_html_does_not_know_is_noticed() -> None:
    page = lxml.html.document_fromstring(
        '<meta http-equiv="refresh"><p hx-get="/" data-hx-get="/" aria-live="off"></p><svg stroke-width="1"></svg>'
    )
    assert unknown_attributes(page) == {"hx-get"}


def test_an_element_that_is_not_closed_is_noticed() -> None:
    page = Page("/", 200, "<!doctype html><html lang=da><title>x</title><div><p>y</div></section></html>")
    assert len(problems_of(page)) == 1
