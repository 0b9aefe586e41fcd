"""What is worked out of the running partnership."""
