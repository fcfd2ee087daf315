"""The measured bars of the product: ``make bench`` runs them all; each is a command of its own."""
