"""The running partnership: board, decisions, disagreements."""
