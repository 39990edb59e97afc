"""Answers the public API's requests from the store: one statement each, compiled once per shape.

`parameters` reads what is asked, `statements` compiles it, `rows` runs it and has the store settled
where it must be, `shaping` cuts and expands documents, `answers` writes the response.
"""
