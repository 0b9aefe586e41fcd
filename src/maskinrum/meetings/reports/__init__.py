"""The content of pages and documents about meetings and salons."""
