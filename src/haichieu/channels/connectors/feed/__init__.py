"""RSS and Atom feeds, from a file or an address."""
