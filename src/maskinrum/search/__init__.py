"""Finding things again: one index behind one small interface."""
