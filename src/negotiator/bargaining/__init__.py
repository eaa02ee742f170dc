"""The table: what packages are worth, and how the other side answers; knows no play."""
