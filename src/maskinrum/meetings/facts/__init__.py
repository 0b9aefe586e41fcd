"""Rules of meetings and salons that need no database."""
