"""What the evaluation is read as: plain values, without Django and without the engine."""
