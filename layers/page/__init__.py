"""The page's sections: each places what the visitor asked for; none draws or computes."""
