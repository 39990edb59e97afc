"""The public store: what readers may see, rendered once when it changes and served as bytes.

Triggers mark what is written (`marks`), `settle` renders what the marks lead to and appends the
change log, `reading` answers requests from the rendered documents. docs/public-store.md tells the
whole story.
"""
