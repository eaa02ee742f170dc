"""The table: what packages are worth, and how the other side answers; it knows nothing about
plays."""
