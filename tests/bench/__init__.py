"""`make bench`: a desk of any size, who is measured on it, and the driver that takes turns."""
