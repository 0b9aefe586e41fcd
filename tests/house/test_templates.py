"""What every template keeps to, told from its source."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import engines

from tests.house.sources import name_of, python_files, templates, tree_of

TEMPLATES = templates()
LETTERS = re.compile(r"[^\W\d_]{2,}")
COMMENT = re.compile(r"{#.*?#}|{% comment.*?{% endcomment %}", re.DOTALL)
TRANSLATED = re.compile(r"{% blocktranslate\b.*?{% endblocktranslate %}", re.DOTALL)
TAG = re.compile(r"{[%{].*?[%}]}", re.DOTALL)
SPOKEN = {"alt", "aria-label", "aria-description", "placeholder", "title", "label", "summary"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Names of people's languages are written in those languages, units and our own name in all of them.
PROPER = {"Maskinrum", "Dansk", "English", "Værdibyg", "html", "CSV", "Excel", "kr", "mio"}
# What is left of a fragment that stands inside a tag, and addresses.
NO_WORDS = re.compile(r'\bdata-[\w-]+|[\w-]+="[^"]*"|\b[\w-]+(\.[\w-]+)+')
DANISH_DATA = {
    "src/maskinrum/config/demo/alike.py": "texts of invented experiences that are alike",
    "src/maskinrum/config/demo/board.py": "names of invented projects",
    "src/maskinrum/config/demo/experiences.py": "texts of invented experiences",
    "src/maskinrum/config/demo/findings.py": "texts of invented findings",
    "src/maskinrum/config/demo/hindsight.py": "names of invented projects",
    "src/maskinrum/config/demo/meetings.py": "texts of invented meetings",
    "src/maskinrum/config/demo/plans.py": "texts of invented plans",
    "src/maskinrum/config/demo/figures.py": "origins of invented figures",
    "src/maskinrum/config/demo/names.py": "names of invented people and places",
    "src/maskinrum/config/demo/readiness.py": "what an invented organisation answers",
    "src/maskinrum/config/demo/register.py": "texts of invented agreements",
    "src/maskinrum/config/demo/questions.py": "texts of invented questions",
    "src/maskinrum/config/demo/booklets.py": "texts of an invented booklet",
    "src/maskinrum/config/demo/rounds.py": "texts of invented rounds",
    "src/maskinrum/config/demo/running.py": "texts of invented decisions and disagreements",
    "src/maskinrum/config/demo/salons.py": "texts of invented salons",
    "src/maskinrum/config/demo/tools.py": "texts of invented tools",
    "src/maskinrum/config/demo/world.py": "texts of invented files",
    "src/maskinrum/danish/spelling.py": "the letters that are also written as two",
    "src/maskinrum/partnerships/forms/columns.py": "letters as people's own files write them",
    "src/maskinrum/partnerships/phrases.py": "headings that people's own files may have",
    "src/maskinrum/partnerships/forms/values.py": "words that people's own files may hold",
    "src/maskinrum/shared/slugs.py": "the letters that addresses write out",
    "src/maskinrum/partnerships/reports/projects.py": "the example row of the file to fill in",
    "src/maskinrum/shared/charts/lettering.py": "the widths of letters",
    "src/maskinrum/shared/tables/delimited.py": "the letters a file in an old encoding may hold",
    "src/maskinrum/steering/phrases/earlier_headings.py": "headings of files fetched before",
}


class Lint(HTMLParser):
    """Reads the HTML that is left of a template and collects what is wrong with it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self.untranslated_inside: list[str] = []
        self.post_forms: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check the attributes of an element."""
        given = {name: value or "" for name, value in attrs}
        if self.untranslated_inside or given.get("translate") == "no" or tag in {"code", "script", "style"}:
            self.untranslated_inside += [] if tag in VOID else [tag]
        self.problems += [f"<{tag}> has {name}=" for name in given if name == "style" or name.startswith("on")]
        self.problems += [f"<{tag} {name}={given[name]!r}>" for name in SPOKEN & given.keys() if says(given[name])]
        if tag == "style" or (tag == "script" and "src" not in given and "json" not in given.get("type", "")):
            self.problems.append(f"<{tag}> inside the page")
        if tag == "img" and "alt" not in given:
            self.problems.append("<img> without alt")
        if tag == "button" and "type" not in given:
            self.problems.append("<button> without type")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element whose text is not translated on purpose."""
        if tag in self.untranslated_inside:
            del self.untranslated_inside[self.untranslated_inside.index(tag) :]

    def handle_data(self, data: str) -> None:
        """Find words that did not come through gettext."""
        if not self.untranslated_inside and says(data):
            self.problems.append(f"untranslated: {' '.join(data.split())!r}")


def says(text: str) -> bool:
    """Whether a text has words in it that need a translation."""
    return bool(set(LETTERS.findall(NO_WORDS.sub("", text))) - PROPER)


def problems_in(source: str) -> list[str]:
    """What is wrong with the HTML of a template."""
    lint = Lint()
    lint.feed(TAG.sub("", TRANSLATED.sub("", COMMENT.sub("", source))))
    lint.close()
    return lint.problems


@pytest.fixture(params=TEMPLATES, ids=name_of)
def template(request: pytest.FixtureRequest) -> Path:
    """Each template in turn."""
    file: Path = request.param
    return file


def test_a_template_is_accessible_translated_and_free_of_inline_code(template: Path) -> None:
    # A mail is no page of ours: it brings its looks along, and no policy of ours guards it.
    allowed = ["<style> inside the page"] if template.parent.name == "letters" else []
    assert [one for one in problems_in(template.read_text(encoding="utf-8")) if one not in allowed] == []


def test_a_template_compiles(template: Path) -> None:
    engines["django"].from_string(template.read_text(encoding="utf-8"))


def test_a_form_that_writes_carries_its_token(template: Path) -> None:
    forms = re.findall(r"<form\b.*?</form>", template.read_text(encoding="utf-8"), re.DOTALL)
    writing = [form for form in forms if re.search(r'method="post"', form.partition(">")[0], re.IGNORECASE)]
    assert [form for form in writing if "{% csrf_token %}" not in form] == []
    asking = [form for form in writing if "{% field " in form]
    assert [form for form in asking if "novalidate" not in form.partition(">")[0]] == [], (
        "we say what is wrong ourselves"
    )


def test_a_long_text_is_trimmed(template: Path) -> None:
    opened = re.findall(r"{% blocktranslate\b.*?%}", template.read_text(encoding="utf-8"))
    assert [tag for tag in opened if " trimmed" not in tag] == []


def test_no_danish_is_written_into_a_template(template: Path) -> None:
    source = COMMENT.sub("", template.read_text(encoding="utf-8"))
    assert set(re.findall(r"\w*[æøåÆØÅ]\w*", source)) - PROPER == set()


def texts_of(tree: ast.AST) -> list[ast.Constant]:
    """The string constants of a Python file that are no docstrings."""
    documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node for node in constants if id(node) not in documented]


def test_no_danish_is_written_into_code() -> None:
    found = [
        f"{name_of(file)}:{node.lineno}: {node.value!r}"
        for file in python_files()
        if name_of(file) not in DANISH_DATA
        for node in texts_of(tree_of(file))
        if re.search(r"[æøåÆØÅ]", str(node.value))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("<p>{% translate 'Hello' %} {{ name }}</p>", 0),
        ("<p>{% blocktranslate trimmed %}Hello{% endblocktranslate %}</p>", 0),
        ("<p>Hello</p>", 1),
        ("<p>Maskinrum · 25 %</p>", 0),
        ('<p translate="no">fsb <b>HJEM</b></p><p>Hello</p>', 1),
        ('<a title="Hello">{{ x }}</a>', 1),
        ("<a title=\"{% translate 'Hello' %}\">{{ x }}</a>", 0),
        ('<p style="color: red"></p>', 1),
        ('<p onclick="x()"></p>', 1),
        ("<script>x()</script>", 1),
        ('<script src="x.js"></script>', 0),
        ('<img src="x">', 1),
        ("<button></button>", 1),
    ],
)
def test_the_lint_sees_what_it_should(source: str, count: int) -> None:
    assert len(problems_in(source)) == count
