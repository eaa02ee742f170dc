"""What DOES happen when many play: players, counts of their plays, and what stands out."""
