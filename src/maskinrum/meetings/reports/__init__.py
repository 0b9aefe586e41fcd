"""The content of minutes, and of the blocks beside other pages."""
