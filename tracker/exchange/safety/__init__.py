"""Files of others: checked from outside, then read in a process of its own that may not take more than it is given."""
