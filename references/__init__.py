"""The ground floor: works that can be cited; it knows nothing of papers."""
