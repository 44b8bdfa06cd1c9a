"""One reader and writer per file format; bytes in, canonical rows out."""
