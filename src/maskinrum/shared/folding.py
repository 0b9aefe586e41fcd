"""Templates in which what is the same for everybody is written once for each language.

A page consists for the most part of words to translate and addresses of named pages, with marks between them: Django
writes each of them anew for every page. Here neighbours that depend on nothing that a page is given – no variable, no
viewer – become one node, which keeps what they came to.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.template import Context
from django.template.base import FilterExpression, Node, NodeList, TextNode, Variable
from django.template.defaulttags import URLNode
from django.template.library import SimpleNode
from django.template.loaders import base, cached
from django.templatetags.i18n import TranslateNode
from django.urls import get_script_prefix, get_urlconf
from django.utils.translation import get_language

from maskinrum.shared.templatetags.maskinrum.icons import icon, logo

DRAWINGS = {icon, logo}


class SteadyNode(Node):
    """Neighbours that come to the same for everybody."""

    child_nodelists: tuple[str, ...] = ()

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = list(nodes)
        self.has_addresses = any(isinstance(node, URLNode) for node in self.nodes)
        self.written: dict[Any, str] = {}

    def render(self, context: Context) -> str:
        """Return what the nodes come to in this language."""
        language = get_language()
        # What an address depends on beside the language differs between sites and not between people.
        key = (language, get_script_prefix(), get_urlconf(), context.autoescape) if self.has_addresses else language
        written = self.written.get(key)
        if written is None:
            written = self.written[key] = str(NodeList(self.nodes).render(context))
        return written


class _Folded(base.Loader):
    def get_template(self, *args: Any, **named: Any) -> Any:
        template = super().get_template(*args, **named)
        fold(template.nodelist)
        return template


class Loader(cached.Loader, _Folded):
    """Django's loader of templates that are kept; each is folded before it is kept."""


def fold(nodes: NodeList) -> None:
    """Make one node of neighbours that are steady, in this list and in those within it."""
    folded: list[Node] = []
    for is_steady, some in groupby(list(nodes), _is_steady):
        neighbours = list(some)
        if is_steady and not all(isinstance(node, TextNode) for node in neighbours):
            folded.append(SteadyNode(neighbours))
        else:
            folded.extend(neighbours)
    nodes[:] = folded
    for node in folded:
        for within in _lists_in(node):
            fold(within)


def _lists_in(node: Node) -> Iterator[NodeList]:
    """The lists within a node: some of Django's nodes hold them under other names than they say."""
    for held in vars(node).values():
        if isinstance(held, NodeList):
            yield held
    for _condition, within in getattr(node, "conditions_nodelists", ()):
        yield within


def _is_steady(node: Node) -> bool:
    if isinstance(node, TranslateNode):
        return not (node.asvar or node.message_context) and _is_written_out(node.filter_expression)
    if isinstance(node, URLNode):
        return not (node.asvar or node.args or node.kwargs) and _is_written_out(node.view_name)
    if isinstance(node, SimpleNode):
        return node.func in DRAWINGS and not (node.kwargs or node.target_var) and all(map(_is_written_out, node.args))
    return isinstance(node, TextNode)


def _is_written_out(told: FilterExpression) -> bool:
    """Whether an argument is a text that stands in the template, as it is."""
    return not told.filters and (not isinstance(told.var, Variable) or told.var.lookups is None)
