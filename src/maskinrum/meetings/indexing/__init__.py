"""What can be found of meetings and salons."""
