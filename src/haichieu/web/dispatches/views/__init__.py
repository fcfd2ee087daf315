"""Views: they ask queries, call actions and decide nothing."""
