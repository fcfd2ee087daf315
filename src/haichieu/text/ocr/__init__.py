"""Scans and photos become text with columns kept: doors `scan.read_pdf`, `scan.read_image`, `columns.lay_out`."""
