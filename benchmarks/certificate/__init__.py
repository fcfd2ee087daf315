"""What the certified share costs and how often it is wrong."""
