"""How what is known is drawn: one view, several renderers."""
