"""The quote finder: rules, one by one, and what holds of any text."""
