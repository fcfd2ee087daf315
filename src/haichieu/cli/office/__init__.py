"""Commands that work on the office's database; each module exports ``command`` and is loaded by name."""
