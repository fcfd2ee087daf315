"""Official layouts: documents as plain data, written as Word, HTML and PDF, and checked against the rule."""
