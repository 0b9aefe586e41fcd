"""What is typed in a running partnership."""
