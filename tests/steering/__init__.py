"""The running partnership."""
