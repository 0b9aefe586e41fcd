"""Where meetings answer."""
