"""What each part of a page shows; the full page and the partial are built from the same block."""
