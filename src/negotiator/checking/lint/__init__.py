"""What is odd about a story, found without playing it: one module per subject, one function per
code or few related codes. `checking.static` calls them all."""
