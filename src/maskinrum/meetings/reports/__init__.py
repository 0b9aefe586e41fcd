"""The content of pages and documents about meetings and salons, and of the blocks beside other pages."""
