"""What a person is told about what is held about them."""

from maskinrum.organisations.reports.own_columns import LABELS, name_columns
from maskinrum.organisations.reports.own_data import ReadableTable, document_of, name_typed, name_values, readable

__all__ = ["LABELS", "ReadableTable", "document_of", "name_columns", "name_typed", "name_values", "readable"]
