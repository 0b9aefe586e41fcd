"""The two tools that are workbooks: the portfolio, which a decision file takes as it is, and the baseline."""

from typing import Any

from maskinrum.knowledge.reports.portfolio_overview import portfolio_sheets
from maskinrum.knowledge.reports.tool_baseline import baseline_sheets
from maskinrum.knowledge.reports.tool_basis import about_rows, bases, disclaimer, law_rows, word
from maskinrum.shared.tables import OutColumn, OutSheet, OutValue, write_xlsx


def tool_workbook(data: dict[str, Any], language: str) -> bytes:
    """Return the workbook of a tool in a language: its own sheets, and last a sheet that explains."""
    sheets = {"portfolio-sheet": portfolio_sheets, "baseline-sheet": baseline_sheets}[data["slug"]](data, language)
    return write_xlsx([*sheets, _guide(data, language)], language=language, title=data["title"][language])


def _guide(data: dict[str, Any], language: str) -> OutSheet:
    rows: list[tuple[OutValue, ...]] = [
        (f"{number}. ", step[language]) for number, step in enumerate(data["steps"], start=1)
    ]
    rows += [(None, None), *about_rows(data, language), (None, None), (word("derived", language), None)]
    rows += [(standing, f"{text} – {url}") for text, url, standing in bases(data, language)]
    rows += [(None, None), (word("law_caption", language), disclaimer(language))]
    verified = word("verified", language).lower()
    rows += [(paragraph, f"{rule} ({verified}: {read})") for rule, paragraph, read in law_rows(data["law"], language)]
    rows += [(None, None), (None, word("proposal", language))]
    columns = [OutColumn(word("how", language), 30), OutColumn(data["title"][language], 100)]
    return OutSheet(word("sheet_about", language), columns, rows, for_paper=True)
