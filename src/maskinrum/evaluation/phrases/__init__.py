"""Words of the evaluation."""
