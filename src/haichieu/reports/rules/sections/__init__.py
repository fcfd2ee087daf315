"""The sections of a periodic report, one module each."""
