"""What a person may type about projects: in a file, pasted, or in a table on screen."""

from maskinrum.partnerships.forms.columns import portfolio_columns, recognise
from maskinrum.partnerships.forms.departments import DepartmentsForm
from maskinrum.partnerships.forms.editing import Edited, edit_table
from maskinrum.partnerships.forms.portfolio import PortfolioReading, read_portfolio
from maskinrum.partnerships.forms.posted import PortfolioForm, PostedRow, typed_values
from maskinrum.partnerships.forms.same_names import SameNamesForm, posted_answers
from maskinrum.partnerships.forms.screen import ScreenTable, blank_table, table_of_facts, typed_rows
from maskinrum.partnerships.forms.shipped import shipped_portfolio

__all__ = [
    "DepartmentsForm",
    "Edited",
    "PortfolioForm",
    "PortfolioReading",
    "PostedRow",
    "SameNamesForm",
    "ScreenTable",
    "blank_table",
    "edit_table",
    "portfolio_columns",
    "posted_answers",
    "read_portfolio",
    "recognise",
    "shipped_portfolio",
    "table_of_facts",
    "typed_rows",
    "typed_values",
]
