"""Lists exported by hand: CSV and JSON lines, plain or gzipped."""
