"""What screens are made of. Widgets are given data and post messages; they know no files."""
