"""The seed story against the reference material beside the repository."""
