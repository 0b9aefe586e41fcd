"""What is reckoned without a database."""
