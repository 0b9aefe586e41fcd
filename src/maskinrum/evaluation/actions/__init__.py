"""Writes of the evaluation: one verb each, in a transaction, with its trace in the audit log."""
