"""The content of meetings, as it is typed and counted."""
