"""All that stands on the page of the register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils.safestring import SafeString

from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.queries.filtering import SORTS, RegisterFilter
from maskinrum.partnerships.queries.listing import ListPage, choices, list_page
from maskinrum.partnerships.queries.parties import (
    Concentration,
    concentration,
    kin,
    party_choices,
    party_texts,
)
from maskinrum.partnerships.queries.register import partnerships_now
from maskinrum.partnerships.queries.totals import totals
from maskinrum.partnerships.reports.register_filters import (
    Facet,
    Removal,
    address_with,
    facets,
    party_options,
    query_of,
    removals,
)
from maskinrum.partnerships.reports.register_rows import RowGroup, days_of, row_groups
from maskinrum.partnerships.reports.register_totals import TotalsReport, concentration_sentence, totals_report
from maskinrum.shared.charts import LineDrawer, axis_hatch, axis_head, years_around


@dataclass(frozen=True)
class SortLink:
    """The head of a column: the address sorted by it, and which way it is sorted now."""

    address: str
    direction: str


@dataclass(frozen=True)
class RegisterPage:
    """The list with everything around it. ``count`` is of real entries, ``examples`` of invented ones that answer."""

    asked: RegisterFilter
    count: int
    examples: int
    groups: Sequence[RowGroup]
    head: SafeString
    hatch: SafeString
    facets: Sequence[Facet]
    removals: Sequence[Removal]
    parties: Sequence[tuple[str, str]]
    more_parties: int
    totals: TotalsReport
    sorts: Mapping[str, SortLink]
    page: ListPage
    address: str
    earlier: str
    later: str
    concentration: Concentration | None
    concentration_words: str

    @property
    def is_beyond(self) -> bool:
        """Whether a page was asked for that is not there."""
        return self.page.asked_for > self.page.pages

    @cached_property
    def is_deep(self) -> bool:
        """Whether something is asked for already: whoever follows every link need not follow all combinations."""
        return bool(self.asked.parameters())

    @property
    def example_address(self) -> str:
        """The same with the invented entries."""
        return address_with(RegisterFilter(**{**vars(self.asked), "examples": True}))

    @property
    def query(self) -> str:
        """What is asked for, to go behind the address of a file."""
        return query_of(self.asked)


def register_page(viewer: Viewer, asked: RegisterFilter, number: int, *, now: datetime, today: date) -> RegisterPage:
    """Read and put together one page of the list."""
    seen = partnerships_now(viewer, now=now)
    counted = choices(viewer, asked, now=now, seen=seen)
    examples = counted.examples
    count = counted.count + (examples if asked.examples else 0)
    page = list_page(viewer, asked, number, count=count, now=now, seen=seen)
    sums = totals(viewer, asked, now=now, known=counted.known, seen=seen)
    years = years_around([sums.first_day, sums.last_day, *days_of(page.rows)], today)
    # Beside a party that is asked for the others of the same entries are offered: those are not the ones counted.
    related = kin()
    texts = party_texts(viewer, asked, now=now, known=None if asked.party else counted.known, seen=seen)
    offered, more = party_choices(texts, asked.party, related)
    found = None if asked.is_narrow else concentration(texts, related)
    return RegisterPage(
        asked=asked,
        count=counted.count,
        examples=examples,
        groups=row_groups(page.rows, page.sharing, counted.groups, examples, LineDrawer(years, today)),
        head=axis_head(years, today),
        hatch=axis_hatch(),
        facets=facets(asked, counted),
        removals=removals(asked),
        parties=party_options(offered),
        more_parties=more,
        totals=totals_report(sums),
        sorts={name: _sort_link(asked, name) for name in SORTS},
        page=page,
        address=address_with(asked),
        earlier=address_with(asked, page=page.number - 1) if page.number > 1 else "",
        later=address_with(asked, page=page.number + 1) if page.number < page.pages else "",
        concentration=found,
        concentration_words=concentration_sentence(found),
    )


def _sort_link(asked: RegisterFilter, name: str) -> SortLink:
    is_sorted = asked.sort.removeprefix("-") == name
    is_reversed = asked.sort.startswith("-")
    sort = f"-{name}" if is_sorted and not is_reversed else name
    is_most_first = name in {"volume", "sources"}
    direction = ("descending" if is_reversed != is_most_first else "ascending") if is_sorted else ""
    return SortLink(address_with(RegisterFilter(**{**vars(asked), "sort": sort})), direction)
