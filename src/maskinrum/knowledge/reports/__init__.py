"""What the pages of experiences show, worked out before they are drawn."""
