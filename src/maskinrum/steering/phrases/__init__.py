"""The words of the running partnership."""
