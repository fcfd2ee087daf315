"""Hai Chiều: the two-way communications office for organisations with many units."""
