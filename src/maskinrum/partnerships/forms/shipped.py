"""The two portfolios that ship: one invented, one of real public jobs."""

from datetime import date
from functools import cache

from django.utils.translation import get_language

from maskinrum.partnerships.forms.columns import portfolio_columns
from maskinrum.partnerships.forms.portfolio import PortfolioReading, read_portfolio
from maskinrum.shared.domain import read_text
from maskinrum.shared.tables import read_table

# Both files give months and dates, so this day is only where the reading starts from.
_ANY_DAY = date(2027, 1, 1)


def shipped_portfolio(name: str) -> PortfolioReading:
    """Read ``demo_portfolio.csv`` or ``real_portfolio.csv`` by the rules of a file that people bring."""
    return _reading(name, get_language())


@cache
def _reading(name: str, _language: str | None) -> PortfolioReading:
    # By language, because the notes are sentences.
    table = read_table(read_text(name).encode(), filename=name, wanted=portfolio_columns())
    return read_portfolio(table, case_date=_ANY_DAY)
