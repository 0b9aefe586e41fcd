"""What a person may type about experiences."""
