"""Start plans apart from any database row: what is known of a plan, and what follows from it."""
