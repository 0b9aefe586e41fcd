"""What the pages and documents of the evaluation say, in words and tables."""
