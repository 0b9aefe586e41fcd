"""The secretariat's pages. To everybody else there is no such page."""
