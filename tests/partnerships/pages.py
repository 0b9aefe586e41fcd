"""The page with the list of projects, as a browser sends it back."""

from typing import Any

LIST = "/projekter/"


def shown(answer: Any) -> dict[str, str]:
    """The fields of the page as a browser would send them."""
    rows = answer.context["portfolio"].rows
    cells = {cell.name: cell.value for row in rows for cell in row.cells}
    carried = {name: value for row in rows for name, value in row.carried}
    return cells | carried | {"version": answer.context["version"], "act": "use"}
