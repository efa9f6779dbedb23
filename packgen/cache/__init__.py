"""What was made before, kept on disk under everything that it was made from."""
