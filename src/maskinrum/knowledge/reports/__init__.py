"""What the pages of knowledge show and what its documents hold, worked out before they are drawn."""
