"""Rules and content of meetings and salons that need no database."""
