"""How times are written for the desk: the 24-hour clock."""
