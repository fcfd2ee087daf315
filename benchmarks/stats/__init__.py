"""Whether the estimates and alarms of `haichieu.stats` do what their pages say."""
