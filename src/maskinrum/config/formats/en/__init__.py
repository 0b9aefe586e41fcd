"""How English writes dates and hours."""
