"""The content of the files that projects and the register are given out as."""

from maskinrum.partnerships.reports.projects import (
    portfolio_csv,
    portfolio_sheet,
    portfolio_workbook,
    template_csv,
    template_sheets,
    template_workbook,
)

__all__ = [
    "portfolio_csv",
    "portfolio_sheet",
    "portfolio_workbook",
    "template_csv",
    "template_sheets",
    "template_workbook",
]
