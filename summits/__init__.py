"""Where and when: events, summits and what they belong to."""
