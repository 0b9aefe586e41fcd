"""What the evaluation knows apart from its tables: plain values and rules."""
