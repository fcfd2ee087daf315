"""Posted values → checked dataclasses; what is wrong is said beside the field."""
