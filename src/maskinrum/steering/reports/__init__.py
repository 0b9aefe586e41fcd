"""What pages and files of the running partnership show."""
