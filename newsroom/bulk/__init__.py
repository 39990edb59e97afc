"""A whole desk out and in: JSON Lines with natural keys, one row a line (docs/bulk.md)."""
