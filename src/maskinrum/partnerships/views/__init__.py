"""Pages of projects and of the register."""
