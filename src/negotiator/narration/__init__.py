"""What players are told: a play as typed lines, and every sentence; faces only lay them out."""
