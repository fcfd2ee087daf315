"""How well scans and photos are read."""
