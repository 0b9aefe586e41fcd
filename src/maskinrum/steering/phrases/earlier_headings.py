"""What headings of a board were called in files that were fetched before they got other names."""

from collections.abc import Mapping
from typing import Final

EARLIER: Final[Mapping[str, str]] = {"Bygherrens egen udgift til indkøb": "client_procurement_cost"}
