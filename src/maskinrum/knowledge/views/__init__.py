"""Pages of experiences."""
