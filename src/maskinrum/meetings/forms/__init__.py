"""What a person may type about meetings."""
