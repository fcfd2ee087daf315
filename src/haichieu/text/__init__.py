"""From a file's bytes to clean Vietnamese words, dates, numbers and names (pure Python)."""
