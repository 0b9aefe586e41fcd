"""What a person is told about what is held about them."""

from maskinrum.organisations.reports.own_columns import name_columns
from maskinrum.organisations.reports.own_data import ReadableTable, document_of, name_typed, readable

__all__ = ["ReadableTable", "document_of", "name_columns", "name_typed", "readable"]
