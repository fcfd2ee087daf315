"""The forms of letters of our own and of the registers."""
