"""The evaluation as pages show it."""
