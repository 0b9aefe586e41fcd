"""The board paper: a stored analysis as a document for people with five minutes, and for those who ask further."""

from maskinrum.decisions.reports.paper.draws import draws_csv
from maskinrum.decisions.reports.paper.workbook import model_workbook
from maskinrum.decisions.reports.paper.writing import paper_document

__all__ = ["draws_csv", "model_workbook", "paper_document"]
