"""Renderers: a view as a web map, or as a printed plate."""
