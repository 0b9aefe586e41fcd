"""Facts of the evaluation, apart from any database row."""
