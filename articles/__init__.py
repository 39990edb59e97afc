"""What was written and what was said: articles, quotes, citations, claims."""
