"""The content of the documents that knowledge is given out as."""
