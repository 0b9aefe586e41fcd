"""How dates and hours are written, by language, where Django would write them otherwise."""
