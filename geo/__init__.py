"""What was there, when, and who says so."""
