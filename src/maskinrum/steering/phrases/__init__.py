"""Words of the running partnership."""
