"""Pages of the running partnership."""
