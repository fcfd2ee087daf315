"""The daily digest over a province."""
