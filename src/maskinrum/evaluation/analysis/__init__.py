"""What the engine says of the evaluation, in the terms of the app."""
