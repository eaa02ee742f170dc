"""What screens are made of. Widgets get data and post messages; they know nothing of files."""
