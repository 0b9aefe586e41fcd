"""Who may do what in a running partnership. Seeing it is decided by the queries."""
