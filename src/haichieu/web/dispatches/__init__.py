"""Pages of letters and of the obligations that come of them."""
