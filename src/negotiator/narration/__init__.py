"""What is said to players: a play as typed lines, and every sentence, which faces only lay out."""
