"""The cascade at the size of a province: pages, the time of one cascade, many officers at once."""
