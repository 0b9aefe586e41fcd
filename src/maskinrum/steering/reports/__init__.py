"""The running partnership in words, on pages and in documents."""
