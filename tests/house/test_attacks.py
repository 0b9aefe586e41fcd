"""What holds against attackers wherever they try: tokens of forms, and one place that writes tables."""

import ast
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.sources import PACKAGE, python_files, tree_of
from tests.house.visits import LET_OFF

WRITERS = {"csv", "openpyxl", "xlsxwriter", "xlwt"}


def callbacks(patterns: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every address and the view behind it."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from callbacks(pattern.url_patterns, f"{prefix}{pattern.pattern}")
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.pattern}", pattern.callback


def test_no_view_is_let_off_the_token_that_every_form_carries() -> None:
    assert "django.middleware.csrf.CsrfViewMiddleware" in settings.MIDDLEWARE
    everything = dict(callbacks(get_resolver().url_patterns))
    assert len(everything) > 100
    assert [address for address, view in everything.items() if getattr(view, "csrf_exempt", False)] == [*LET_OFF]


def test_one_place_alone_writes_csv_and_workbooks() -> None:
    found = {
        file.relative_to(PACKAGE).as_posix()
        for file in python_files()
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and WRITERS & {(getattr(node, "module", None) or one.name).partition(".")[0] for one in node.names}
    }
    assert found == {"shared/domain.py", "shared/tables/writing.py"}  # the former reads tables that ship
