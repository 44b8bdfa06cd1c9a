"""The import doctor: other people's files understood, every row shown or listed with a reason."""
